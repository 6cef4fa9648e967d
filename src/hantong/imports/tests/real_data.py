"""Where the shared records are, if they are there; they are never copied."""

import os
from pathlib import Path

import pytest

MAPPINGS = Path(__file__).with_name("mappings")


def shared(name: str) -> Path:
    """Give a shared file, or skip the test with a word of what is missing."""
    checkout = Path(__file__).resolve().parents[4]
    named = os.environ.get("HANTONG_SHARED_DATA")
    folder = Path(named) if named else checkout.parent / "shared" / "data"
    path = folder / "real" / name
    if not path.exists():
        pytest.skip(f"the shared records are absent: {path} (HANTONG_SHARED_DATA names another folder)")
    return path
