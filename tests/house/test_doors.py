"""Every address × role × jurisdiction: the door holds, the stranger finds nothing, a write refuses to be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hantong.access.actions import issue_key
from hantong.access.capabilities import CAPABILITIES, ROLES
from hantong.access.doors import ANYONE, SIGNED_IN
from hantong.access.models import Staff
from hantong.offices.models import Department
from hantong.project.api import api
from hantong.project.cast import NOON, Province, employ
from tests.house.door_samples import Samples, samples
from tests.house.door_table import THIRD_PARTY, Operation, Route, operations, routes

OURS = [route for route in routes() if route.is_ours]
OPERATIONS = operations(api)
CLOSED_OPERATIONS = [operation for operation in OPERATIONS if ANYONE not in (operation.door or ())]
SHARED = {
    "offices:": "what offices there are, and when they are open, is no secret; changing them is refused elsewhere",
    "catalogue:": "services are the same for the whole province",
    "access:role": "roles are the same for the whole province; only its administrators change them",
    "access:offer": "roles are the same for the whole province; only its administrators take what is new for them",
    "access:remove_role": "roles are the same for the whole province; only its administrators change them",
    "reports:": "which figures there are is no secret; what they count is what the person reaches",
    "contacts:notice": "the texts of occasions are the house's; each office changes its own copy",
}
DRY_RUNS = {"offices:remove_local_day": "shows what it would bring about by doing it and taking it back"}
ALSO_FORBIDDEN = {
    "cases:acceptance": "only those to whom the work was offered",
    "cases:refusal": "only those to whom the work was offered",
}
POSTED = {"contacts:settle": {"how": "called"}, "contacts:notice_trial": {"language": "ko"}}
NOT_READY = {"healthz"}  # says 503 while its other processes are down, as they are here
HARMLESS = re.compile(
    r"access_viewing|access_auditentry|django_session|access_shared_cache|contacts_tally|UPDATE \"access_staff\" SET \"last_login\""
    r"|UPDATE \"channel_chat_(talk|duty)\" SET \"seen_at\""  # whose page is open, which the queue and silence go by
)
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def test_every_view_says_who_may_come_in() -> None:
    doorless = [route.name for route in OURS if not route.door]
    assert not doorless, "put @allow(…) or @open_to_all above these views"


def test_every_operation_of_the_api_says_who_may_come_in() -> None:
    doorless = [f"{one.method} {one.path}" for one in OPERATIONS if not one.door]
    assert not doorless, "put @allow_machine(…) under the operation's decorator"


def test_only_known_packages_bring_views_without_our_doors() -> None:
    foreign = {route.view.__module__ for route in routes() if not route.view.__module__.startswith("hantong.")}
    assert [module for module in foreign if not any(module.startswith(known) for known in THIRD_PARTY)] == []


def test_doors_name_words_that_exist() -> None:
    everything: list[Route | Operation] = [*OURS, *OPERATIONS]
    for one in everything:
        assert set(one.door or ()) <= set(CAPABILITIES) | {ANYONE, SIGNED_IN}, one.name


@contextmanager
def nothing_stays() -> Iterator[None]:
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(route: Route, known: Samples) -> str:
    namespace = route.name.rpartition(":")[0]
    kwargs = {}
    for word in route.parameters:
        value = known.get(f"{route.name}/{word}", known.get(f"{namespace}:{word}"))
        assert value is not None, f"add a sample for “{word}” of {route.name} to tests/house/door_samples.py"
        kwargs[word] = value
    return reverse(route.name, kwargs=kwargs)


def knock(client: Client, route: Route, known: Samples) -> tuple[str, HttpResponse]:
    """Ask to read, and to write where reading is refused; consume what is streamed."""
    url = address(route, known)
    for method in ("GET", "POST"):
        with nothing_stays():
            answer = client.get(url) if method == "GET" else client.post(url, POSTED.get(route.name, {}))
            if getattr(answer, "streaming", False):
                b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        if answer.status_code != 405:
            break
    return method, cast("HttpResponse", answer)


def is_broken(route: Route, answer: HttpResponse) -> bool:
    return answer.status_code >= 500 and route.name not in NOT_READY


def is_open(route: Route, role: str) -> bool:
    door = set(route.door or ())
    return bool(door & {ANYONE, SIGNED_IN} or door & set(ROLES[role][1]))


def signed_in(role: str, unit: Department, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(employ(name, role, unit))
    return client


def test_nobody_gets_past_a_door_without_signing_in(province: Province, admin: Staff) -> None:
    known, client, faults = samples(province, admin), Client(raise_request_exception=False), []
    for route in OURS:
        method, answer = knock(client, route, known)
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
        if is_broken(route, answer) or to_sign_in == (ANYONE in (route.door or ())):
            faults.append(f"{method} {route.name}: {answer.status_code}")
    assert not faults


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_doors_and_no_others(role: str, province: Province, admin: Staff) -> None:
    known, faults = samples(province, admin), []
    client = signed_in(role, province.centre, "Own-er")
    for route in OURS:
        method, answer = knock(client, route, known)
        is_refused = answer.status_code == 403
        if is_broken(route, answer) or (is_refused == is_open(route, role) and route.name not in ALSO_FORBIDDEN):
            faults.append(f"{method} {route.name}: {answer.status_code}")
    assert not faults


@pytest.mark.parametrize("role", ROLES)
def test_a_stranger_finds_nothing_of_suwons(role: str, province: Province, admin: Staff) -> None:
    known, faults = samples(province, admin), []
    client = signed_in(role, province.uijeongbu_office, "Stran-ger")
    for route in OURS:
        if not route.parameters or ANYONE in (route.door or ()) or not is_open(route, role):
            continue
        method, answer = knock(client, route, known)
        is_shared = any(route.name.startswith(name) for name in SHARED)
        if is_broken(route, answer) or (answer.status_code != 404 and not is_shared):
            faults.append(f"{method} {route.name}: {answer.status_code}")
    assert not faults


def test_every_object_is_really_there_for_somebody(province: Province, admin: Staff) -> None:
    known, missing = samples(province, admin), []
    clients = [signed_in("administrator", province.suwon_office, "Own-er"), Client()]
    clients[1].force_login(admin)
    for route in (route for route in OURS if route.parameters):
        answers = [knock(client, route, known)[1].status_code for client in clients]
        if all(status == 404 for status in answers):
            missing.append(route.name)
    assert not missing, "the samples of these routes do not exist, so the test of strangers proves nothing"


def test_reading_writes_nothing(province: Province, admin: Staff) -> None:
    known, faults = samples(province, admin), []
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    for route in OURS:
        with CaptureQueriesContext(connection) as asked, nothing_stays():
            answer = client.get(address(route, known))
            if getattr(answer, "streaming", False):
                b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        for query in asked.captured_queries if route.name not in DRY_RUNS else ():
            if WRITES.match(query["sql"]) and not HARMLESS.search(query["sql"]):
                faults.append(f"{route.name}: {query['sql'][:80]}")
    assert not faults


def ask_api(operation: Operation, known: Samples, key: str) -> HttpResponse:
    path = re.sub(r"\{(?:\w+:)?(\w+)\}", lambda found: str(known[f"api:{found[1]}"]), operation.path)
    headers = {"authorization": f"Bearer {key}"} if key else {}
    client = Client(raise_request_exception=False)
    with nothing_stays():
        answer = client.generic(
            operation.method, f"/api/v1{path}", "{}", content_type="application/json", headers=headers
        )
    return cast("HttpResponse", answer)


@pytest.mark.parametrize("role", ROLES)
def test_machines_meet_the_same_doors(role: str, province: Province, admin: Staff) -> None:
    known, faults = samples(province, admin), []
    own, stranger = (
        issue_key(
            staff=employ(name, role, unit), name=name, capabilities=list(CAPABILITIES), by=admin, at=NOON
        ).secret.text
        for name, unit in (("Own-er", province.suwon_office), ("Stran-ger", province.uijeongbu_office))
    )
    for operation in CLOSED_OPERATIONS:
        is_allowed = bool(set(operation.door or ()) & set(ROLES[role][1]))
        mine = ask_api(operation, known, own).status_code
        theirs = ask_api(operation, known, stranger).status_code
        expected = ({404, 422} if "{" in operation.path else {200, 201, 422}) if is_allowed else {403, 422}
        if mine >= 500 or ((mine == 403) == is_allowed and mine != 422) or theirs not in expected:
            faults.append(f"{operation.method} {operation.path}: {mine}, stranger {theirs}")
    assert not faults


def test_machines_without_a_key_or_with_a_wrong_one_are_turned_away(province: Province, admin: Staff) -> None:
    known = samples(province, admin)
    for operation in OPERATIONS:
        if ANYONE in (operation.door or ()):
            assert ask_api(operation, known, "").status_code == 200
            continue
        assert ask_api(operation, known, "").status_code == 401
        cache.clear()
        assert ask_api(operation, known, "aaaaaaaaaa.wrong").status_code == 401
