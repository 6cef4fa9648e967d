"""The shared reference figures, where they are at hand."""

import csv
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "callcentre"


def reference(name: str) -> list[dict[str, str]]:
    """Return the rows of one reference file. Skips the test where the shared records are absent."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the shared records are not here: {name}")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith(('"#', "#"))))


def near(got: float | None, expected: float, *, relative: float) -> bool:
    """Tell whether a figure agrees to a relative error."""
    return got is not None and abs(got - expected) <= relative * max(abs(expected), 1e-300)
