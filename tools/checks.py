"""Runs what has to hold before a change goes in: `check` reads the code, `test` runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = """
import django
from django.apps import apps
from django.core.management import call_command
django.setup()
ours = [config.label for config in apps.get_app_configs() if config.name.startswith("hantong.")]
call_command("makemigrations", *ours, check_changes=True, dry_run=True)
"""


def checks() -> dict[str, list[str]]:
    """Return each check by the name under which it is reported."""
    linter = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return {
        "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
        "lint": ["-m", "ruff", "check", "--quiet", "."],
        "floors": ["-c", linter],
        "messages": ["tools/messages.py", "check"],
        "migrations": ["-c", MIGRATIONS],
        "types": ["-m", "mypy"],
        "types of tests and tools": ["-m", "mypy", "conftest.py", "tests", "tools"],
    }


def check(env: dict[str, str]) -> int:
    """Run every check, show what the failing ones say, and close with one line."""
    failed = []
    for name, words in checks().items():
        began_s = time.monotonic()
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        word = "FAILED" if done.returncode else "ok"
        print(f"check | {name}: {word} ({time.monotonic() - began_s:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    count = len(checks())
    names = f" ({', '.join(failed)})" if failed else ""
    print(f"checks: {count - len(failed)} passed, {len(failed)} failed{names}", flush=True)
    return 1 if failed else 0


def main(words: list[str]) -> int:
    """Run the checks or the tests and return the exit code."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "hantong.project.settings", "PYTHONPATH": "src"}
    if words[:1] == ["check"]:
        return check(env)
    side_by_side = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
    pytest = [sys.executable, "-m", "pytest", "-rs", *side_by_side, *words[1:]]
    return subprocess.run(pytest, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
