"""Every example of the planning pages does what the page says."""

import doctest
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[3] / "docs" / "planning"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def examples(page: Path) -> doctest.DocTest:
    """Return a page's examples; a fence ends the output before it."""
    text = re.sub(r"^ *```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages are not installed with the package")
@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_the_examples_of_a_page_hold(page: Path) -> None:
    found = examples(page)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=FLAGS).run(found, out=said.append)
    assert not result.failed, "".join(said)


def test_an_example_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "wrong.md"
    page.write_text("```python\n>>> 1 + 1\n3\n```\nand so on\n", encoding="utf-8")
    result = doctest.DocTestRunner(optionflags=FLAGS).run(examples(page), out=lambda _: None)
    assert (result.attempted, result.failed) == (1, 1)
