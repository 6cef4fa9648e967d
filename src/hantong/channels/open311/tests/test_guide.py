"""Every command of the guide does what the guide says, in the order in which it stands there."""

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import HttpResponse
from django.test import Client

from hantong.channels.open311.tests.conftest import V2
from hantong.project.cast import Province

GUIDE = Path(__file__).resolve().parents[5] / "docs" / "howto" / "open311.md"
COMMANDS = re.findall(r"^curl (?:.*\\\n)*.*$", GUIDE.read_text(), re.MULTILINE)


def run(client: Client, command: str, known: dict[str, str]) -> HttpResponse:
    """Do what curl does with -d and --data-urlencode."""
    words = shlex.split(re.sub(r"\$(BASE|KEY|ID)", lambda found: known[found[1]], command.replace("\\\n", " ")))[1:]
    url = words.pop(0)
    form: dict[str, Any] = {}
    while words:
        flag, value = words.pop(0), words.pop(0)
        assert flag in {"-d", "--data-urlencode"}
        form |= parse_qs(value, keep_blank_values=True) if flag == "-d" else dict([value.split("=", 1)])
    answer = client.post(url, form) if form else client.get(url)
    assert isinstance(answer, HttpResponse) or getattr(answer, "streaming", False)
    return answer  # type: ignore[return-value]


def test_the_guides_commands(client: Client, province: Province, key: str, clock: object) -> None:
    known, statuses = {"BASE": V2, "KEY": key, "ID": ""}, []
    filing = next(command for command in COMMANDS if "service_code=pothole " in command)
    known["ID"] = run(client, filing, known).json()[0]["service_request_id"]  # type: ignore[attr-defined]
    for command in COMMANDS:
        answer = run(client, command, known)
        statuses.append(answer.status_code)
        if not getattr(answer, "streaming", False):
            assert answer.content
    assert len(COMMANDS) == 11
    assert statuses == [200, 200, 201, *[200] * 5, 200, 200, 201]


@pytest.mark.parametrize("path", ["requests.xml", "requests.csv", "servicerequestupdates.xml", "services.json"])
def test_the_guide_names_what_there_is(path: str) -> None:
    assert path in GUIDE.read_text()
