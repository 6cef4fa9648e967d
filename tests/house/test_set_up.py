"""The set-up refuses in one line and does nothing twice."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", ROOT / "tools" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "set-up")
    return module


def test_an_old_python_is_one_clear_line(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(set_up, "OLDEST", (99, 1))
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    assert set_up.main("run") == set_up.WRONG_PYTHON
    said = capsys.readouterr().err
    assert "install python99.1" in said
    assert said.count("\n") == 1


def test_a_full_disk_is_named(set_up: ModuleType) -> None:
    with pytest.raises(set_up.Stopped, match="The disk is full") as stopped:
        set_up.run(["sh", "-c", "echo 'No space left on device'; exit 1"], failed="It failed.")
    assert stopped.value.code == set_up.NO_ROOM


def test_a_failing_programme_shows_what_it_said(set_up: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(set_up.Stopped, match=r"^It failed\.$"):
        set_up.run(["sh", "-c", "echo because of the moon; exit 1"], failed="It failed.")
    assert "because of the moon" in capsys.readouterr().err


def test_a_step_is_done_until_its_input_changes(set_up: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("django==5.2")
    set_up.set_done("run", set_up.fingerprint(lock))
    assert set_up.is_done("run", set_up.fingerprint(lock))
    lock.write_text("django==5.3")
    assert not set_up.is_done("run", set_up.fingerprint(lock))


def test_every_package_is_pinned_by_its_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        packages = [line for line in lock.read_text().splitlines() if line[:1].isalnum()]
        assert packages
        assert all("==" in line and line.endswith("\\") for line in packages), lock.name


def test_what_runs_is_what_was_tested() -> None:
    def pinned(name: str) -> set[str]:
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        return {line.split(" ")[0] for line in lines if line[:1].isalnum()}

    assert pinned("run") <= pinned("dev")


def test_every_target_of_make_is_explained() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "check", "bench", "docs"):
        assert f"make {target}\t" in shown
