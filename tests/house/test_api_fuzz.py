"""Whatever is sent to the API that its own description allows, or nearly allows, it never falls over."""

from typing import cast

import pytest
import requests
import schemathesis
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from hantong.access.actions.keys import issue_key
from hantong.access.capabilities import CAPABILITIES
from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.contacts.actions import receive
from hantong.contacts.channel import Arrival
from hantong.kit.ids import new_id
from hantong.project.api import api
from hantong.project.cast import LONG_AGO, NOON, Province

pytestmark = pytest.mark.django_db
DESCRIPTION = api.get_openapi_schema()
OPERATIONS = [
    pytest.param(method, path, id=f"{method.upper()} {path}")
    for path, methods in DESCRIPTION["paths"].items()
    for method in methods
]
EXAMPLES = 20


@pytest.fixture
def key(admin: Staff, province: Province) -> str:
    """Give a key that may do everything, in a province with an open matter."""
    arrival = Arrival(
        id=new_id(), channel="web", said_at=NOON, text="횡단보도에 차가 서 있어요.", jurisdiction=province.suwon.pk
    )
    receive(arrival=arrival, at=NOON)
    issued = issue_key(staff=admin, name="fuzz", capabilities=CAPABILITIES, by=admin, at=LONG_AGO)
    return issued.secret.text


def _send(client: Client, case: schemathesis.Case, key: str) -> HttpResponse:
    """Send what was made up over the test's own connection to the database."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver", headers={"Authorization": f"Bearer {key}"})
    kept = {name: kwargs[name] for name in ("method", "url", "params", "headers", "json", "data") if name in kwargs}
    try:
        made = requests.Request(**kept).prepare()
    except (requests.RequestException, ValueError):
        reject()
    body = made.body.encode() if isinstance(made.body, str) else made.body or b""
    headers = {name: str(value) for name, value in made.headers.items()}
    kind = headers.pop("Content-Type", "application/octet-stream")
    headers.pop("Content-Length", None)
    url = str(made.url).removeprefix("http://testserver")
    return cast(HttpResponse, client.generic(str(made.method), url, body, content_type=kind, headers=headers))


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_request_makes_it_fall_over(method: str, path: str, key: str) -> None:
    described = schemathesis.openapi.from_dict(DESCRIPTION)
    described.config.generation.update(modes=list(GenerationMode))
    number, client = Case.objects.get().number, Client(raise_request_exception=False)
    strategy = described[path][method].as_strategy()

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(case=strategy, is_real=st.booleans())
    def ask(case: schemathesis.Case, is_real: bool) -> None:
        if is_real and "number" in case.path_parameters:
            case.path_parameters["number"] = number
        response = _send(client, case, key)
        assert response.status_code < 500, (case.as_curl_command(), response.content)
        if response.status_code >= 400:
            assert response.headers["content-type"].startswith("application/problem+json"), response.content

    ask()
