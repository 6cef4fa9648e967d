"""The reference pages say what the commands and the API say of themselves today: `make docs` writes them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", ["hantong.md", "openapi.json"])
def test_a_page_is_what_make_docs_would_write(page: str, tmp_path: Path) -> None:
    tool = [sys.executable, str(ROOT / "tools" / "reference.py"), str(tmp_path), page]
    subprocess.run(tool, cwd=ROOT, check=True, capture_output=True, text=True)
    kept = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert (tmp_path / page).read_text(encoding="utf-8") == kept, "run `make docs`"
