"""Every variable that the code reads is explained in docs/reference/settings.md, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "settings.md"
READ = re.compile(r'(?:environ(?:\.get\(|\[)|getenv\(|_flag\(|envvar=)\s*"(HANTONG_[A-Z_]+)"')


def read_by_the_code() -> set[str]:
    files = [
        *(ROOT / "src" / "hantong").rglob("*.py"),
        *(ROOT / "tools").glob("*.py"),
        *(ROOT / "bench").rglob("*.py"),
    ]
    return {name for file in files for name in READ.findall(file.read_text())}


def test_every_variable_is_explained_and_none_is_made_up() -> None:
    explained = set(re.findall(r"^\| `(HANTONG_[A-Z_]+)` \|", PAGE.read_text(), re.MULTILINE))
    assert explained == read_by_the_code()
