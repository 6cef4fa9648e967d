"""The worked examples of the reference page are right."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "deadlines.md"


def test_every_example_on_the_page_comes_out_as_printed() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert found.attempted > 30
    assert found.failed == 0
