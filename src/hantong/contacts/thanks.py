"""Words of thanks, which need no work: a settled matter stays settled."""

import re

MOST_LETTERS = 40
THANKS = re.compile(
    r"^\W*((정말|너무|대단히|네|예|잘|빠른|신속한|처리|답변|해 ?주셔서|주셔서|확인했습니다|알겠습니다|감사합니다"
    r"|감사드립니다|고맙습니다|고마워요|감사|수고하세요|수고하셨습니다"
    r"|ok|okay|thanks?|thank you|many|so|very|much|a lot|for|your|the|help|reply|answer|cheers)\W*)+$",
    re.I,
)


def is_thanks(text: str) -> bool:
    """Tell whether a text is thanks and nothing else."""
    return len(text) <= MOST_LETTERS and bool(THANKS.match(text))
