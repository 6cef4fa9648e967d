"""The audit trail speaks in sentences: every verb that any room writes into it has one."""

import re
from pathlib import Path

from django.utils.translation import override

import hantong
from hantong.access.sentences import SENTENCES, sentence

VERB = re.compile(r'\bverb=f?"([\w.{}]+)"(?: if [^,]+ else "([\w.]+)")?')
WRITTEN_AS = {"public_answer.{row.state}": ("public_answer.approved", "public_answer.returned")}


def _verbs() -> set[str]:
    """Give the verbs that stand in the sources, tests left out."""
    files = (file for file in Path(hantong.__file__).parent.rglob("*.py") if "tests" not in file.parts)
    found = {verb for file in files for both in VERB.findall(file.read_text()) for verb in both if verb}
    return {each for verb in found for each in WRITTEN_AS.get(verb, (verb,))}


def test_every_verb_has_a_sentence() -> None:
    verbs = _verbs()
    assert {"role.added", "own_address.added", "written.asked"} < verbs
    assert sorted(verbs - set(SENTENCES)) == []


def test_a_sentence_is_in_the_readers_language() -> None:
    said = []
    for language in ("ko", "en"):
        with override(language):
            said.append(sentence("own_address.added", "address:010-0120-0120", {}))
    assert said == ["우리 주소 010-0120-0120 추가", "added our address 010-0120-0120"]
