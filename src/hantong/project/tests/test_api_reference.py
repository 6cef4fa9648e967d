"""The API says all that a machine's programmer has to know: in its description, on its page, and in the guide."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hantong.access.actions import issue_key
from hantong.access.capabilities import CAPABILITIES
from hantong.access.models import Staff
from hantong.cases import api as cases
from hantong.contacts import api as contacts
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival
from hantong.kit.ids import new_id
from hantong.offices import api as offices
from hantong.project.api import api
from hantong.project.api_description import operations
from hantong.project.api_examples import EXAMPLES
from hantong.project.api_words import SUMMARIES, TAGS, name_of
from hantong.project.cast import NOON, Province
from hantong.reports import api as reports

ROOT = Path(__file__).resolve().parents[4]
GUIDE = ROOT / "docs" / "howto" / "api.md"
SHAPES = {name: shape for room in (cases, contacts, offices, reports) for name, shape in vars(room).items()}
DESCRIPTION = api.get_openapi_schema(path_prefix="/api/v1/")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_what_it_shows(name: str) -> None:
    SHAPES[name].model_validate(EXAMPLES[name])
    assert DESCRIPTION["components"]["schemas"][name]["example"] == EXAMPLES[name]


def test_every_shape_of_a_body_has_an_example() -> None:
    used = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(DESCRIPTION["paths"], default=str)))
    assert used - {"Problem"} <= set(EXAMPLES)


def test_every_operation_says_what_it_does_and_how_it_fails() -> None:
    for method, path, operation in operations(DESCRIPTION):
        assert name_of(operation["operationId"]) in SUMMARIES, "add it to project/api_words.py"
        assert set(operation["tags"]) <= set(TAGS)
        statuses = {str(status) for status in operation["responses"]}
        if operation.get("security"):
            assert {"401", "403", "429"} <= statuses, path
            assert "Retry-After" in operation["responses"]["429"]["headers"]
        if method == "post":
            assert {"409", "422"} <= statuses, path
    assert set(DESCRIPTION["components"]["securitySchemes"]) == {"Machine", "SignedIn"}


def test_the_committed_description_is_the_one_that_is_served(client: Client) -> None:
    committed = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text())
    assert committed == json.loads(json.dumps(DESCRIPTION, default=str)), "run `make docs`"
    assert client.get("/api/v1/openapi.json").json() == committed


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("ko", "민원 목록"), ("en", "List matters")])
def test_the_page_shows_it_without_scripts_of_others(client: Client, language: str, words: str) -> None:
    page = client.get("/api/", headers={"accept-language": language}).content.decode()
    assert words in page
    assert page.count("/api/v1/") >= len(SUMMARIES)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.django_db
def test_the_guides_commands_run_as_they_stand(province: Province, admin: Staff, client: Client) -> None:
    arrival = Arrival(id=new_id(), channel="web", said_at=NOON, text="차가 서 있어요", jurisdiction=province.suwon.pk)
    case = receive(arrival=arrival, at=NOON).case
    assert case is not None
    key = issue_key(staff=admin, name="guide", capabilities=CAPABILITIES, by=admin, at=NOON).secret.text
    known = {"BASE": "http://testserver/api/v1", "KEY": key, "NUMBER": case.number, "UNIT": str(province.roads.pk)}
    asked = 0
    for block in re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL):
        for command in block.replace("\\\n", " ").strip().splitlines():
            status, body = run(client, command, {**known, "ID": str(new_id())})
            assert status < 300, (command, body)
            asked += 1
    assert asked >= 8


def run(client: Client, command: str, known: dict[str, str]) -> tuple[int, Any]:
    """Do what `curl` would do."""
    words = shlex.split(re.sub(r"\$(\w+)", lambda found: known[found[1]], command))
    assert words.pop(0) == "curl"
    headers: dict[str, str] = {}
    url, body = "", None
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "--json":
            body = words.pop(0)
        else:
            url = word.removeprefix("http://testserver")
    kind = "application/json"
    answer = client.post(url, body, content_type=kind, headers=headers) if body else client.get(url, headers=headers)
    return answer.status_code, answer.content
