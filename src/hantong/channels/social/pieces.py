"""A long text in pieces that a network takes, divided between lines or words, each with its number."""

NUMBERED = 10  # letters for " (12/34)"


def in_pieces(text: str, longest: int) -> list[str]:
    """Divide `text` into pieces of at most `longest` letters; a short one stays as it is."""
    text = text.strip()
    if len(text) <= longest:
        return [text]
    room = longest - NUMBERED
    pieces = []
    while len(text) > room:
        cut = max(text.rfind("\n", 0, room + 1), text.rfind(" ", 0, room + 1))
        cut = cut if cut > room // 2 else room
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    pieces = [*pieces, text] if text else pieces
    return [f"{piece} ({n}/{len(pieces)})" for n, piece in enumerate(pieces, start=1)]
