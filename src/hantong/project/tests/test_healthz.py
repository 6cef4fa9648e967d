"""/healthz is true only while the live events and the jobs hold a session with the same database."""

import psycopg
import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)  # a transaction sees the sessions of its first look


def session(name: str) -> psycopg.Connection[tuple[object, ...]]:
    """Open a session with the test's database as the process `name` would."""
    given = connection.get_connection_params()
    parts = {key: given[key] for key in ("dbname", "user", "password", "host", "port") if given.get(key)}
    return psycopg.connect(**parts, application_name=name)


def test_nobody_beside_the_web_is_named(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "waiting_for": ["live", "jobs"]}


def test_it_is_ready_once_both_are_there(client: Client) -> None:
    with session("hantong live"):
        assert client.get("/healthz").json()["waiting_for"] == ["jobs"]
        with session("hantong jobs"):
            assert client.get("/healthz").status_code == 200
