"""The wizard, step by step, and who may not."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from hantong.access.models import Staff
from hantong.cases.models import Case
from hantong.imports.actions import stop_with
from hantong.imports.jobs import bring_in_uploaded, look_through
from hantong.imports.models import ImportBatch, ImportRun
from hantong.imports.stored import refused_path, uploaded_path
from hantong.imports.tests.exports_made import closed, export, row
from hantong.imports.tests.hours_made import ROUND_THE_CLOCK, utc_taken_for_local, wall_times
from hantong.project.cast import Province, employ

pytestmark = pytest.mark.django_db

Page = Callable[[Staff | None], Client]

COLUMNS = {
    "source": "old-desk",
    "formats": "iso",
    "channel_else": "other",
    "services_unknown": "create",
    "column_key": "id",
    "column_said_at": "opened",
    "column_closed_at": "closed",
    "column_status": "state",
    "column_service": "kind",
    "column_channel": "by",
    "column_text": "said",
    "column_answer": "told",
}


@pytest.fixture
def browser() -> Page:
    def signed_in(staff: Staff | None) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        if staff is not None:
            client.force_login(staff)
        return client

    return signed_in


def sent(client: Client, path: Path) -> ImportRun:
    file = SimpleUploadedFile("Old Desk.csv", path.read_bytes())
    answer = client.post(reverse("imports:imports"), {"file": file, "jurisdiction": "suwon", "zone": "Asia/Seoul"})
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    return ImportRun.objects.latest("made_at")


def looked_through(client: Client, path: Path) -> ImportRun:
    run = sent(client, path)
    assert client.post(reverse("imports:columns", args=[run.pk]), COLUMNS).status_code == HTTPStatus.FOUND
    values = {f"state_{n}": "done" for n in range(5)} | {f"channel_{n}": "phone" for n in range(5)}
    page = client.get(reverse("imports:values", args=[run.pk])).context["form"]
    values |= {f"state_{page.theirs['state'].index('접수')}": "open"} if "접수" in page.theirs["state"] else {}
    assert client.post(reverse("imports:values", args=[run.pk]), values).status_code == HTTPStatus.FOUND
    look_through(run=str(run.pk))
    run.refresh_from_db()
    return run


def test_a_small_file_comes_in_step_by_step(tmp_path: Path, admin: Staff, browser: Page) -> None:
    admin.language = "en"
    admin.save()
    client = browser(admin)
    path = export(tmp_path / "a.csv", [row("A-1"), closed("A-2"), row("")])
    run = looked_through(client, path)
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert "There is no key" in page
    assert "<svg" in page
    assert not Case.objects.exists()
    assert client.post(reverse("imports:bringing_in", args=[run.pk])).status_code == HTTPStatus.FOUND
    with override("ko"):
        bring_in_uploaded(run=str(run.pk))
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert set(Case.objects.values_list("source_key", "channel", "end_state")) == {
        ("A-1", "phone", ""),
        ("A-2", "phone", "done"),
    }
    refused = client.get(reverse("imports:refused", args=[run.pk]))
    assert b"There is no key" in b"".join(refused.streaming_content), "in the language of whoever began it"  # type: ignore[attr-defined]
    assert not uploaded_path(run).exists()


def test_columns_and_formats_are_guessed(tmp_path: Path, admin: Staff, browser: Page) -> None:
    text = "접수번호,접수일시,처리상태,민원내용,주소\nA-1,2026.03.03 02:15,접수,차가 서 있어요,팔달구 1\n"
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("cp949"))
    client = browser(admin)
    form = client.get(reverse("imports:columns", args=[sent(client, path).pk])).context["form"]
    assert form["column_key"].value() == "접수번호"
    assert form["column_said_at"].value() == "접수일시"
    assert form["column_status"].value() == "처리상태"
    assert form["column_text"].value() == "민원내용"
    assert form["formats"].value() == "%Y.%m.%d %H:%M"
    assert form["source"].value() == "old-desk"


def test_a_shifted_clock_must_be_decided_on_the_page(
    tmp_path: Path, province: Province, admin: Staff, browser: Page
) -> None:
    walls = wall_times(ROUND_THE_CLOCK, count=1_200, seed=2)
    rows = [row(f"A-{n}", opened=str(utc_taken_for_local(wall, province.suwon.zone))) for n, wall in enumerate(walls)]
    client = browser(admin)
    run = looked_through(client, export(tmp_path / "a.csv", rows))
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert "The clock of this file looks wrong" in page
    assert client.post(reverse("imports:bringing_in", args=[run.pk])).status_code == HTTPStatus.CONFLICT
    answer = client.post(reverse("imports:clock", args=[run.pk]), {"correction": "utc-read-as-local"})
    assert answer.status_code == HTTPStatus.FOUND
    look_through(run=str(run.pk))
    assert "The clock looks right" in client.get(reverse("imports:run", args=[run.pk])).content.decode()


def test_what_is_no_table_is_refused_and_not_kept(province: Province, admin: Staff, browser: Page) -> None:
    file = SimpleUploadedFile("a.csv", b"\x00\x01,\x00\n")
    given = {"file": file, "jurisdiction": "suwon", "zone": "Asia/Seoul"}
    answer = browser(admin).post(reverse("imports:imports"), given)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "not a table" in answer.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("field", ["jurisdiction", "zone", "file"])
def test_a_missing_answer_is_named(province: Province, admin: Staff, browser: Page, field: str) -> None:
    given = {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n"), "jurisdiction": "suwon", "zone": "Asia/Seoul"}
    answer = browser(admin).post(reverse("imports:imports"), {**given, field: ""})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].errors[field]


def test_a_column_with_too_many_states_is_refused(tmp_path: Path, admin: Staff, browser: Page) -> None:
    client = browser(admin)
    run = sent(client, export(tmp_path / "a.csv", [row(f"A-{n}") for n in range(60)]))
    answer = client.post(reverse("imports:columns", args=[run.pk]), COLUMNS | {"column_status": "id"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "column_status" in answer.context["form"].errors


def test_another_jurisdiction_s_import_is_not_found(
    tmp_path: Path, province: Province, admin: Staff, browser: Page
) -> None:
    run = looked_through(browser(admin), export(tmp_path / "a.csv", [row("A-1")]))
    other = browser(employ("Ui-admin", "administrator", province.uijeongbu_office))
    for name in ("run", "columns", "values", "refused"):
        assert other.get(reverse(f"imports:{name}", args=[run.pk])).status_code == HTTPStatus.NOT_FOUND
    for name in ("clock", "bringing_in"):
        assert other.post(reverse(f"imports:{name}", args=[run.pk])).status_code == HTTPStatus.NOT_FOUND


def test_another_role_is_refused(province: Province, jiwoo: Staff, browser: Page) -> None:
    assert browser(jiwoo).get(reverse("imports:imports")).status_code == HTTPStatus.FORBIDDEN


def test_a_write_is_never_a_get(tmp_path: Path, admin: Staff, browser: Page) -> None:
    run = looked_through(browser(admin), export(tmp_path / "a.csv", [row("A-1")]))
    for name in ("clock", "bringing_in"):
        answer = browser(admin).get(reverse(f"imports:{name}", args=[run.pk]))
        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_one_cannot_bring_into_a_jurisdiction_beyond_one_s_reach(province: Province, browser: Page) -> None:
    there = employ("Ui-admin", "administrator", province.uijeongbu_office)
    given = {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n"), "jurisdiction": "suwon", "zone": "Asia/Seoul"}
    answer = browser(there).post(reverse("imports:imports"), given)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not refused_path(ImportRun()).parent.joinpath("x.upload").exists()


def test_a_file_of_which_nothing_is_fit_says_so_and_what_to_do(tmp_path: Path, admin: Staff, browser: Page) -> None:
    client = browser(admin)
    run = looked_through(client, export(tmp_path / "a.csv", [row(""), row("")]))
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert "Nothing of this file can come in" in page
    assert "Bring the cases in" not in page
    assert reverse("imports:columns", args=[run.pk]) in page
    assert '<svg class="histogram"' not in page


def test_a_file_whose_rows_are_here_already_says_that_nothing_is_new(
    tmp_path: Path, admin: Staff, browser: Page
) -> None:
    client = browser(admin)
    path = export(tmp_path / "a.csv", [row("A-1")])
    first = looked_through(client, path)
    client.post(reverse("imports:bringing_in", args=[first.pk]))
    bring_in_uploaded(run=str(first.pk))
    second = looked_through(client, path)
    page = client.get(reverse("imports:run", args=[second.pk])).content.decode()
    assert "There is nothing new in this file" in page
    assert "Bring the cases in" not in page


def test_a_stopped_import_goes_on_from_its_page(tmp_path: Path, admin: Staff, browser: Page) -> None:
    client = browser(admin)
    run = looked_through(client, export(tmp_path / "a.csv", [row("A-1"), row("A-2")]))
    bringing_in = reverse("imports:bringing_in", args=[run.pk])
    client.post(bringing_in)
    ImportBatch.objects.create(
        run=run, n=99, rows=0, imported=0, known=0, duplicates=0, sorts={"rejected": {}, "adjusted": {}}
    )
    run.refresh_from_db()
    stop_with(run=run, trouble="Another import from the same source is running.")
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert f'action="{bringing_in}"' in page
    assert ">Go on<" in page
    assert "Settle the columns" not in page, "it would lead back here"
    assert client.post(bringing_in).status_code == HTTPStatus.FOUND
    bring_in_uploaded(run=str(run.pk))
    assert Case.objects.count() == 2
    assert client.post(bringing_in).status_code == HTTPStatus.CONFLICT


def test_what_came_of_it_is_shown_with_matters_to_look_at(tmp_path: Path, admin: Staff, browser: Page) -> None:
    client = browser(admin)
    run = looked_through(client, export(tmp_path / "a.csv", [row("A-1", kind="Bees")]))
    client.post(reverse("imports:bringing_in", args=[run.pk]))
    bring_in_uploaded(run=str(run.pk))
    page = client.get(reverse("imports:run", args=[run.pk])).content.decode()
    assert reverse("cases:case", args=[Case.objects.get().number]) in page
    assert "Services that were made" in page
    assert "Bees" in page


def test_a_page_that_waits_is_left_alone_while_nothing_is_new(tmp_path: Path, admin: Staff, browser: Page) -> None:
    client = browser(admin)
    run = looked_through(client, export(tmp_path / "a.csv", [row("A-1")]))
    client.post(reverse("imports:bringing_in", args=[run.pk]))
    address = reverse("imports:run", args=[run.pk])
    assert f"{address}?seen=running-0" in client.get(address).content.decode()
    asking = {"hx-request": "true"}
    assert client.get(f"{address}?seen=running-0", headers=asking).status_code == HTTPStatus.NO_CONTENT
    bring_in_uploaded(run=str(run.pk))
    assert client.get(f"{address}?seen=running-0", headers=asking).status_code == HTTPStatus.OK


def test_the_steps_say_where_one_is(tmp_path: Path, admin: Staff, browser: Page) -> None:
    client = browser(admin)
    run = sent(client, export(tmp_path / "a.csv", [row("A-1")]))
    step = re.compile(r'aria-current="step">.*?</span>([^<]+)</li>', re.S)
    pages = [reverse("imports:imports"), reverse("imports:columns", args=[run.pk])]
    assert [step.findall(client.get(page).content.decode()) for page in pages] == [["File"], ["Columns"]]
