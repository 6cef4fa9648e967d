"""`hantong sms` is started where a message centre is set, and says whether signing in works."""

import asyncio

import pytest

from hantong.channels.sms.settings_read import read_smsc
from hantong.channels.sms.tests.conftest import Centre
from hantong.project.commands._exits import Ended
from hantong.project.commands.sms import _try_signing_in
from hantong.project.serve import Place, children

PLACE = Place(host="127.0.0.1", port=8120, live_port=8121)


def test_the_process_for_texts_is_there_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANTONG_SMPP", raising=False)
    assert "sms" not in [child.name for child in children(PLACE)]
    monkeypatch.setenv("HANTONG_SMPP", "smpp://a:b@127.0.0.1")
    (found,) = [child for child in children(PLACE) if child.name == "sms"]
    assert found.command[-1] == "sms"


def test_signing_in_is_tried(centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_try_signing_in(read_smsc(f"smpp://hantong:secret@127.0.0.1:{centre.port}")))
    assert "signing in: works" in capsys.readouterr().out
    assert centre.until("left")


def test_a_wrong_password_is_said(centre: Centre) -> None:
    with pytest.raises(Ended, match="0x0e"):
        asyncio.run(_try_signing_in(read_smsc(f"smpp://hantong:wrong@127.0.0.1:{centre.port}")))


def test_nobody_there_is_said() -> None:
    with pytest.raises(Ended, match="ConnectionRefusedError"):
        asyncio.run(_try_signing_in(read_smsc("smpp://hantong:secret@127.0.0.1:9")))
