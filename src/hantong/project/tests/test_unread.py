"""What is left unread is missing for those who read meanwhile, and for nobody else."""

import sys

import pytest

from hantong.project.unread import unread


def test_an_unread_library_is_missing_only_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    with unread("wave", "sys"), pytest.raises(ImportError):
        import wave
    import wave  # noqa: F811

    assert wave.__name__ in sys.modules
    with unread("wave"):
        import wave  # read already: it stays
