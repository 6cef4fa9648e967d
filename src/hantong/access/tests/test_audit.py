"""The audit trail: every row proves the one before it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hantong.access.actions import audit, record_viewing, record_viewings
from hantong.access.models import AuditEntry, Staff, Viewing
from hantong.access.queries import verify_chain
from hantong.kit.ids import new_id
from hantong.project.cast import NOON, Province


def three_acts(by: Staff) -> None:
    for index in range(3):
        audit(verb="role.changed", subject=f"role:{index}", details={"given": ["한글"]}, by=by, at=NOON)


def tampered(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL hantong.erasing = 'on'")
        cursor.execute(statement)
        cursor.execute("SET LOCAL hantong.erasing = 'off'")


def test_is_numbered_without_gaps_and_whole(admin: Staff) -> None:
    three_acts(admin)

    check = verify_chain()

    assert list(AuditEntry.objects.order_by("n").values_list("n", flat=True)) == [1, 2, 3]
    assert check.is_whole
    assert check.rows == 3
    assert check.head == bytes(AuditEntry.objects.get(n=3).hash).hex()


def test_is_whole_while_empty(db: None) -> None:
    assert verify_chain().is_whole


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE access_auditentry SET details = '{}' WHERE n = 2", 2),
        ("UPDATE access_auditentry SET by_id = NULL WHERE n = 1", 1),
        ("UPDATE access_auditentry SET at = at + interval '1 microsecond' WHERE n = 3", 3),
        ("DELETE FROM access_auditentry WHERE n = 2", 3),
        ("DELETE FROM access_auditentry WHERE n = 1", 2),
    ],
)
def test_says_where_it_was_tampered_with(admin: Staff, statement: str, broken_at: int) -> None:
    three_acts(admin)
    tampered(statement)

    assert verify_chain().broken_at == broken_at


def test_the_database_refuses_to_change_or_remove_a_row(admin: Staff) -> None:
    three_acts(admin)

    for change in ("UPDATE access_auditentry SET verb = 'x'", "DELETE FROM access_auditentry"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(change)


def test_takes_three_statements(admin: Staff, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        audit(verb="role.changed", subject="role:x", by=admin, at=NOON)


def test_one_look_in_ten_minutes_counts_once(jiwoo: Staff) -> None:
    resident = new_id()
    for minute in (0, 3, 9):
        record_viewing(staff=jiwoo, resident=resident, page="resident", at=NOON + timedelta(minutes=minute))
    assert Viewing.objects.count() == 1

    record_viewing(staff=jiwoo, resident=resident, page="resident", at=NOON + timedelta(minutes=10))
    record_viewing(staff=jiwoo, resident=resident, page="case", at=NOON, subject="case:1")
    assert Viewing.objects.count() == 3


def test_a_page_of_many_residents_is_one_statement(
    jiwoo: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        record_viewings(staff=jiwoo, residents=[new_id() for _ in range(30)], page="resident_search", at=NOON)

    assert Viewing.objects.count() == 30


def test_page_speaks_in_sentences(admin: Staff, client: Client) -> None:
    audit(verb="account.added", subject="staff:1", details={"name": "유나"}, by=admin, at=NOON)
    client.force_login(admin)

    korean = client.get("/access/audit/").content.decode()
    english = client.get("/access/audit/", headers={"accept-language": "en"}).content.decode()

    assert "유나 계정을 만듦" in korean
    assert "made an account for 유나" in english


def test_page_keeps_its_filters_in_the_address(admin: Staff, yuna: Staff, client: Client) -> None:
    audit(verb="role.added", subject="role:a", by=admin, at=NOON)
    audit(verb="role.removed", subject="role:b", by=yuna, at=NOON)
    client.force_login(admin)

    assert b"role:b" not in client.get("/access/audit/?verb=role.added").content
    assert b"role:a" not in client.get("/access/audit/?who=yu-na").content
    assert b"role:a" not in client.get("/access/audit/?subject=role:b").content
    assert client.get("/access/audit/?since=2026-05-02&until=2026-05-01").status_code == 422


def test_page_goes_on_where_it_ended(admin: Staff, client: Client) -> None:
    for index in range(55):
        audit(verb="role.added", subject=f"role:number-{index}", by=admin, at=NOON)
    client.force_login(admin)

    first = client.get("/access/audit/")
    assert b"number-54" in first.content
    assert b"number-4<" not in first.content
    assert b"before=6" in first.content
    assert b"number-4<" in client.get("/access/audit/?before=6").content


def test_file_cannot_be_taken_for_a_formula(admin: Staff, client: Client) -> None:
    audit(verb="account.added", subject="staff:1", details={"name": "x"}, by=admin, at=NOON)
    Staff.objects.filter(pk=admin.pk).update(name="=cmd()")
    client.force_login(admin)

    answer = client.get("/access/audit.csv?verb=account.added")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert ",'=cmd()," in text
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'


def test_an_auditor_of_one_city_sees_only_its_own_staff(
    province: Province, admin: Staff, jiwoo: Staff, donghyun: Staff, client: Client
) -> None:
    from hantong.project.cast import employ

    auditor = employ("Soo-jin", "administrator", province.uijeongbu_office)
    audit(verb="role.added", subject="role:mine", by=donghyun, at=NOON)
    audit(verb="role.added", subject="role:theirs", by=jiwoo, at=NOON)
    record_viewing(staff=donghyun, resident=new_id(), page="resident", at=NOON, subject="mine")
    record_viewing(staff=jiwoo, resident=new_id(), page="resident", at=NOON, subject="theirs")
    client.force_login(auditor)

    for page in ("/access/audit/", "/access/viewings/"):
        text = client.get(page).content.decode()
        assert "mine" in text
        assert "theirs" not in text
