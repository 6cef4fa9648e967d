"""The tutorial "from call log to next month's roster" does what it says, command by command."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "planning" / "from-call-log-to-roster.md"
CALLS = ROOT.parent / "shared" / "data" / "callcentre" / "bank_calls_dev.csv"
BLOCK = re.compile(r"```(sh|py)\n(.*?)```", re.S)


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(PAGE.read_text(encoding="utf-8"))


def run(words: list[str], folder: Path) -> None:
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{shlex.join(words)}\n{done.stdout}{done.stderr}"


def test_every_command_is_one_of_the_package() -> None:
    lines = [line for kind, text in blocks() if kind == "sh" for line in text.replace("\\\n", " ").splitlines()]
    assert len(lines) >= 4
    assert all(line.startswith("python -m hantong_planning.") for line in lines)


@pytest.mark.real_data
@pytest.mark.skipif(not CALLS.exists(), reason="the bank calls are not here")
def test_the_page_runs_from_top_to_bottom(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_bytes(CALLS.read_bytes())
    for kind, text in blocks():
        if kind == "py":
            run(["-c", text], tmp_path)
            continue
        for line in text.replace("\\\n", " ").splitlines():
            run(shlex.split(line)[1:], tmp_path)
    for name in re.findall(r"(?:--out|--svg) (\S+)", PAGE.read_text(encoding="utf-8")):
        assert (tmp_path / name).stat().st_size > 100, f"{name} is empty"
