"""Brings a checkout to where Hantong runs (`run`) or can be tested (`test`); a second call takes no time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "set-up"
OLDEST = (3, 11)
OLDEST_NODE = 18
WRONG_PYTHON, NO_ROOM, INCOMPLETE = 6, 7, 8


class Stopped(Exception):
    """The set-up cannot go on: one line for the person, and the exit code."""

    def __init__(self, line: str, code: int = INCOMPLETE) -> None:
        super().__init__(line)
        self.code = code


def say(line: str) -> None:
    """Write one line of progress."""
    print(f"set-up | {line}", flush=True)


def fingerprint(*paths: Path) -> str:
    """Return what changes when a file, the interpreter or the checkout's place changes."""
    total = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def is_done(step: str, mark: str) -> bool:
    """Tell whether `step` was finished with exactly these inputs."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == mark


def set_done(step: str, mark: str) -> None:
    """Remember that `step` is finished."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(mark)


def run(words: Sequence[str | Path], *, failed: str, env: dict[str, str] | None = None) -> None:
    """Run a programme quietly and show the end of what it said if it fails. Raises Stopped."""
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        _stop(failed, (done.stdout + done.stderr).splitlines())


def _stop(failed: str, said: list[str]) -> None:
    print("\n".join(said[-12:]), file=sys.stderr)
    full = any("No space left on device" in line or "ENOSPC" in line for line in said)
    raise Stopped(f"{failed} The disk is full.", NO_ROOM) if full else Stopped(failed)


def check_python() -> None:
    """Go on with a newer interpreter where this one is too old. Raises Stopped if there is none."""
    if sys.version_info < OLDEST:
        for minor in (14, 13, 12, 11):
            newer = shutil.which(f"python3.{minor}")
            if newer:
                os.execv(newer, [newer, *sys.argv])  # noqa: S606
        wanted, found = (".".join(map(str, one)) for one in (OLDEST, sys.version_info[:3]))
        raise Stopped(
            f"Hantong needs Python {wanted} or newer, and {sys.executable} is {found}: "
            f"install python{wanted} and run `make PYTHON=python{wanted} …`.",
            WRONG_PYTHON,
        )


def make_virtualenv() -> None:
    """Create `.venv`, again if its interpreter has gone. Raises Stopped."""
    works = PYTHON.exists() and not subprocess.run([PYTHON, "-c", "import pip"], check=False).returncode
    if works:
        return
    say(f"making a place for Python packages: .venv, with Python {sys.version.split()[0]}")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    run(command, failed=f"The virtual environment cannot be made: install {package} and start again.")


def lock_file(name: str) -> Path:
    """Return the lock file called `name`."""
    return ROOT / "requirements" / f"{name}.txt"


def mark_of(*locks: str) -> str:
    """Return the fingerprint of what the locks install."""
    return fingerprint(*map(lock_file, locks), ROOT / "pyproject.toml")


def install(step: str, *locks: str, project: bool = True) -> None:
    """Install what the locks name, checked against their hashes, then the project. Raises Stopped."""
    mark = mark_of(*locks)
    if is_done(step, mark):
        return
    files = [lock_file(lock) for lock in locks]
    expected = sum(line[:1].isalnum() for file in files for line in file.read_text().splitlines())
    say(f"fetching {expected} Python packages; the first time this takes a minute or two")
    wanted = [word for file in files for word in ("-r", str(file))]
    pip("install", "--no-compile", "--require-hashes", *wanted, expected=expected)
    if project:
        words = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        run(
            [PYTHON, "-m", "pip", "install", *words],
            failed="Hantong itself could not be installed: see above.",
        )
    set_done(step, mark)


def pip(*words: str, expected: int) -> None:
    """Run pip with the machine's own settings, showing how far it is. Raises Stopped."""
    env = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [str(PYTHON), "-m", "pip", *words]
    said: list[str] = []
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, **both) as pip_at_work:  # type: ignore[call-overload]
        found = 0
        for line in pip_at_work.stdout:
            said.append(line.rstrip())
            found += line.startswith(("Collecting ", "Requirement already satisfied"))
            if line.startswith("Collecting ") and found % 20 == 0:
                say(f"  {found} of {expected} packages fetched")
            if line.startswith("Installing collected"):
                say("  all fetched; putting them in place")
    if pip_at_work.returncode:
        _stop("The Python packages could not be installed: see above.", said)


def node_major() -> int:
    """Return the major version of the machine's Node.js, 0 where it or npm is missing."""
    if not (shutil.which("node") and shutil.which("npm")):
        return 0
    shown = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    major = shown.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def fetch_browser_libraries() -> None:
    """Fetch the pinned browser libraries. Raises Stopped."""
    mark = fingerprint(ROOT / "package-lock.json")
    if is_done("browser-libraries", mark) and (ROOT / "node_modules").exists():
        return
    env = dict(os.environ)
    if node_major() < OLDEST_NODE:
        env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env['PATH']}"
    say("fetching the scripts and the typeface of the pages")
    npm = shutil.which("npm", path=env["PATH"]) or "npm"
    words = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(words, env=env, failed="The browser libraries could not be fetched: see above.")
    set_done("browser-libraries", mark)


def join_style_sheets() -> None:
    """Copy what pages need of the libraries and join the style sheets that changed. Raises Stopped."""
    sheets = sorted((ROOT / "src" / "hantong").glob("*/static/*/css/*.css"))
    vendor = ROOT / "src" / "hantong" / "shell" / "static" / "vendor"
    mark = fingerprint(ROOT / "tools" / "browser_libraries.py", ROOT / "package-lock.json", *sheets)
    if not is_done("style-sheets", mark) or not vendor.exists():
        words: list[str | Path] = [PYTHON, "tools/browser_libraries.py"]
        run(words, failed="The style sheets could not be put together: see above.")
        set_done("style-sheets", mark)


def fetch_everything(purpose: str) -> None:
    """Install the Python packages and, beside them, the browser libraries. Raises Stopped."""
    if node_major() < OLDEST_NODE:
        say(f"no Node.js {OLDEST_NODE} or newer on this machine: one goes into .venv")
        install("node", "node", project=False)
    with ThreadPoolExecutor(1) as beside:
        fetched = beside.submit(fetch_browser_libraries)
        if purpose == "test" or not is_done("test", mark_of("build", "dev")):
            install(purpose, "build", "dev" if purpose == "test" else "run")
        fetched.result()


def compile_messages() -> None:
    """Compile the translations that changed. Raises Stopped."""
    catalogues = (ROOT / "src" / "hantong").glob("*/locale/*/LC_MESSAGES/django.po")
    pairs = [(po, po.with_suffix(".mo")) for po in catalogues]
    if any(not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime for po, mo in pairs):
        run(
            [PYTHON, "tools/messages.py", "compile"],
            failed="The translations could not be compiled: see above.",
        )


def has_browser() -> bool:
    """Tell whether Chromium and a Korean font are installed."""
    browsers = ("chromium", "chromium-browser", "google-chrome")
    if not any(map(shutil.which, browsers)) or not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout)


def find_browser() -> None:
    """Install Chromium for the browser journeys where that is allowed, or say what is missing."""
    if not has_browser() and os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing Chromium and Korean fonts for the browser journeys")
        packages = ["--no-install-recommends", "chromium", "fonts-noto-cjk", "fontconfig"]
        for step in (["update"], ["install", *packages]):
            words = ["apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0", *step]
            env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(words, env=env, capture_output=True, check=False)
    if not has_browser():
        say("browser journeys will be skipped: install chromium, fonts-noto-cjk and fontconfig for them")


def main(purpose: str) -> int:
    """Set everything up for `purpose` and return the exit code."""
    try:
        check_python()
        make_virtualenv()
        fetch_everything(purpose)
        join_style_sheets()
        compile_messages()
        if purpose == "test":
            find_browser()
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return stopped.code
    except OSError as refused:
        print(f"{refused.filename or ROOT}: {refused.strerror}.", file=sys.stderr)
        return NO_ROOM
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
