"""Compiled code is kept where somebody asked that none lie beside the sources."""

import os
import subprocess
import sys
from pathlib import Path

READ = """
import subprocess, sys
from hantong.project.commands._bytecode import keep_bytecode
keep_bytecode()
import colorsys
subprocess.run([sys.executable, "-c", "import wave"], check=True)
"""


def _compiled(var: Path, **environment: str) -> set[str]:
    """Give the names of what is kept in the var folder after a process and its child read a module each."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([sys.executable, "-c", READ], env={**bare, "HANTONG_VAR": str(var), **environment}, check=True)
    return {file.name.partition(".")[0] for file in var.rglob("*.pyc")}


def test_a_process_and_its_children_keep_theirs_in_the_var_folder(tmp_path: Path) -> None:
    assert {"colorsys", "wave"} <= _compiled(tmp_path, PYTHONDONTWRITEBYTECODE="1")


def test_where_python_may_write_it_writes_where_it_always_did(tmp_path: Path) -> None:
    _compiled(tmp_path, PYTHONPYCACHEPREFIX=str(tmp_path / "usual"))
    assert not (tmp_path / "bytecode").exists()
