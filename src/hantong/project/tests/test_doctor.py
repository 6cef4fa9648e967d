"""`hantong doctor` finds what is not well, and says so in a line."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from hantong.access.actions.auditing import audit
from hantong.project.cast import NOON
from hantong.project.doctor import CHECKS, examine

pytestmark = pytest.mark.django_db


def findings() -> dict[str, tuple[bool, str]]:
    return {finding.name: (finding.is_well, finding.words) for finding in examine(at=NOON)}


def test_a_house_without_its_processes_is_otherwise_well() -> None:
    found = findings()
    assert set(found) == set(CHECKS)
    assert {name for name, (is_well, _) in found.items() if not is_well} == {"processes"}


def test_tables_that_are_not_there_yet_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKS, "migrations", lambda at: (False, "3 wait"))
    monkeypatch.setattr("hantong.project.doctor._migrations", lambda at: (False, "3 wait"))
    found = findings()
    assert found["jobs"] == (False, "not looked at: run `hantong migrate` first")
    assert found["disk"][0]


def test_a_job_that_failed_for_good_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # tests with a server of their own may have left some
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'follow_up', 'failed')"
        )
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES ('default', 'follow_up', %s)",
            [NOON - timedelta(hours=1)],
        )
    assert findings()["jobs"] == (False, "1 failed for good, 1 waiting")


def test_a_row_of_the_audit_trail_that_was_changed_is_named() -> None:
    for name in ("Ji-woo", "Mr Seo"):
        audit(verb="account.added", subject="staff:1", details={"name": name}, by=None, at=NOON)
    assert findings()["audit trail"][0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE access_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE access_auditentry SET subject = 'staff:2' WHERE n = 1")
        cursor.execute("ALTER TABLE access_auditentry ENABLE TRIGGER USER")
    assert findings()["audit trail"] == (False, "row 1 does not fit the one before it")


def test_an_identity_provider_that_is_reached_unencrypted_is_named(settings: Any) -> None:
    app = {"name": "Suwon", "settings": {"server_url": "http://sso.suwon.example"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    is_well, words = findings()["settings"]
    assert not is_well
    assert "unencrypted by Suwon" in words
    app["settings"] = {"server_url": "https://sso.suwon.example"}
    assert findings()["settings"][0]
