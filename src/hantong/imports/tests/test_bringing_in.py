"""What comes of an export: matters, their history, conversations, refused rows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hantong.cases.chain import FIRST, digest_of, link_of
from hantong.cases.chain_check import verify_histories
from hantong.cases.models import Case, Closure, History
from hantong.cases.number import parse
from hantong.catalogue.models import Service
from hantong.contacts.models import Contact
from hantong.imports.actions import bring_in, index_imported, make_survey
from hantong.imports.actions.bringing_in import ClockLooksShifted
from hantong.imports.mapping import BadMapping
from hantong.imports.models import ImportRun
from hantong.imports.references import UnknownJurisdiction
from hantong.imports.tests.exports_made import (
    AT,
    brought_in,
    closed,
    export,
    mapping,
    refused_of,
    refused_rows,
    row,
    wanted,
)
from hantong.imports.tests.hours_made import ROUND_THE_CLOCK, utc_taken_for_local, wall_times
from hantong.kit.errors import Refused
from hantong.offices.bands import Band
from hantong.project.cast import Province

pytestmark = pytest.mark.django_db


def test_a_settled_matter_comes_in_with_all_that_is_known(tmp_path: Path, province: Province) -> None:
    order = wanted(export(tmp_path / "a.csv", [closed("A-1", where="팔달구 1", lat="37.27", lon="127.01")]))
    assert brought_in(order).imported == 1
    case = Case.objects.get(source="old-desk", source_key="A-1")
    assert case.said_at == datetime(2026, 3, 2, 17, 15, tzinfo=UTC)
    assert case.closed_at == case.first_answered_at == datetime(2026, 3, 3, 7, 40, tzinfo=UTC)
    assert (case.end_state, case.channel, case.time_band) == ("done", "phone", Band.NIGHT)
    assert (case.jurisdiction, case.service) == (province.suwon, province.parking)
    assert case.owner_unit == case.holder_unit == province.suwon_office
    assert (case.address, case.lat, case.lon, case.title) == ("팔달구 1", 37.27, 127.01, "집 앞에 차가 서 있어요.")
    assert parse(case.number) == case.number
    closure = Closure.objects.get(case=case)
    assert (closure.text, closure.at, closure.end_state) == ("차를 옮겼습니다.", case.closed_at, "done")


def test_its_conversation_counts_by_channel_and_band(tmp_path: Path, province: Province) -> None:
    brought_in(wanted(export(tmp_path / "a.csv", [row("A-1"), row("A-2", by="방문", opened="2026-03-03 10:00:00")])))
    counted = set(Contact.objects.values_list("channel", "band", "outcome", "case__source_key"))
    assert counted == {
        ("phone", Band.NIGHT.code, "opened", "A-1"),
        ("counter", Band.DAY.code, "opened", "A-2"),
    }


def test_its_history_is_chained_as_every_history(tmp_path: Path, province: Province) -> None:
    odd = 'quote " backslash \\ tab\t줄\n바꿈 \u2028 😀'
    rows = [closed("A-1", said=odd, told=odd), row("A-2", told="알아보고 있습니다."), row('A-"3"')]
    brought_in(wanted(export(tmp_path / "a.csv", rows)))
    check = verify_histories()
    assert (check.cases, check.rows, check.broken) == (3, 5, None)
    case = Case.objects.get(source_key="A-1")
    first, second = History.objects.filter(case=case).order_by("n")
    assert (first.kind, first.text, first.at, first.said_at) == ("opened", odd, case.said_at, case.said_at)
    assert (second.kind, second.text, second.at) == ("closed", odd, case.closed_at)
    assert bytes(first.digest) == digest_of(salt=bytes(first.salt), text=odd, data=first.data)
    assert bytes(first.hash) == link_of(
        before=FIRST, case=case.pk, n=1, kind="opened", at=case.said_at, by=None, digest=bytes(first.digest)
    )
    answered = History.objects.get(case__source_key="A-2", n=2)
    assert (answered.kind, answered.text) == ("answered", "알아보고 있습니다.")


def test_doing_it_again_changes_nothing(tmp_path: Path, province: Province) -> None:
    order = wanted(export(tmp_path / "a.csv", [row("A-1"), closed("A-2")]))
    brought_in(order)
    before = list(Case.objects.order_by("pk").values()), History.objects.count(), Contact.objects.count()
    again = brought_in(order)
    assert (again.imported, again.known) == (0, 2)
    assert before == (list(Case.objects.order_by("pk").values()), History.objects.count(), Contact.objects.count())


def test_a_longer_file_brings_only_what_is_new(tmp_path: Path, province: Province) -> None:
    brought_in(wanted(export(tmp_path / "a.csv", [row("A-1")])))
    more = brought_in(wanted(export(tmp_path / "b.csv", [row("A-1"), row("A-2")])))
    assert (more.imported, more.known) == (1, 1)


def test_numbers_of_people_are_masked_everywhere(tmp_path: Path, province: Province) -> None:
    secret = "900101-1234568"
    brought_in(
        wanted(export(tmp_path / "a.csv", [closed("A-1", said=f"주민번호 {secret} 김", told=secret, unit=secret)]))
    )
    case = Case.objects.get()
    texts = [case.title, str(case.attributes), Contact.objects.get().text, Closure.objects.get().text]
    texts += History.objects.values_list("text", flat=True)
    assert not [text for text in texts if "1234568" in text]
    assert "******-*******" in case.title


def test_what_cannot_come_in_goes_to_a_file_with_its_reason(tmp_path: Path, province: Province) -> None:
    rows = [
        row("A-1"),
        row(""),
        row("A-3", opened="gestern"),
        row("A-4", opened=""),
        row("A-5", state="보류"),
        row("A-6", by="팩스"),
        row("A-7", state="완료"),
        row("A-8", opened="2031-01-01 00:00:00"),
        row("x" * 81),
        row("A-1"),
        row("A-1", said="다른 말"),
    ]
    order = wanted(export(tmp_path / "a.csv", rows))
    progress = brought_in(order)
    assert (progress.rows, progress.imported, progress.duplicates) == (11, 1, 1)
    assert progress.rejected == {
        "no_key": 1,
        "bad_time": 1,
        "no_time": 1,
        "unknown_status": 1,
        "unknown_channel": 1,
        "closed_without_time": 1,
        "future": 1,
        "key_too_long": 1,
        "key_conflict": 1,
    }
    refused = {line[0]: line for line in refused_rows(order)}
    assert set(refused) == {"3", "4", "5", "6", "7", "8", "9", "10", "12"}
    assert refused["6"][2] == "보류"
    assert refused["4"][3:] == list(rows[2].values())
    assert refused_of(order).stat().st_mode & 0o077 == 0


def test_a_row_of_another_width_is_refused_and_the_next_comes_in(tmp_path: Path, province: Province) -> None:
    path = export(tmp_path / "a.csv", [row("A-1"), row("A-2")])
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "A-9,too,few", *lines[1:]]) + "\n")
    progress = brought_in(wanted(path))
    assert (progress.imported, progress.rejected) == (2, {"columns": 1})


def test_a_korean_code_page_and_korean_dates_come_in(tmp_path: Path, province: Province) -> None:
    path = export(tmp_path / "a.csv", [row("A-1", opened="2026.03.03 02:15")], encoding="cp949")
    assert brought_in(wanted(path)).imported == 1
    assert Case.objects.get().said_at == datetime(2026, 3, 2, 17, 15, tzinfo=UTC)


def test_an_offset_of_its_own_goes_before_the_zone(tmp_path: Path, province: Province) -> None:
    rows = [row("A-1", opened="2026-03-03T02:15:00Z"), row("A-2", opened="2026-03-03T02:15:00-05:00")]
    brought_in(wanted(export(tmp_path / "a.csv", rows)))
    said = dict(Case.objects.values_list("source_key", "said_at"))
    assert said["A-1"] == datetime(2026, 3, 3, 2, 15, tzinfo=UTC)
    assert said["A-2"] == datetime(2026, 3, 3, 7, 15, tzinfo=UTC)


def test_a_settlement_before_the_beginning_is_put_right_and_kept(tmp_path: Path, province: Province) -> None:
    progress = brought_in(wanted(export(tmp_path / "a.csv", [closed("A-1", closed="2026-03-01 00:00:00")])))
    assert progress.adjusted == {"closed_before_said": 1}
    case = Case.objects.get()
    assert case.closed_at == case.said_at
    ending = History.objects.get(case=case, n=2)
    assert ending.data["closed_at_there"] == "2026-02-28T15:00:00+00:00"
    assert verify_histories().is_whole


def test_a_position_that_is_none_is_kept_beside(tmp_path: Path, province: Province) -> None:
    progress = brought_in(
        wanted(export(tmp_path / "a.csv", [row("A-1", lat="north", lon="127"), row("A-2", lat="0", lon="0")]))
    )
    assert progress.adjusted == {"position": 1}
    assert Case.objects.get(source_key="A-1").attributes["position-there"] == "north, 127"
    assert not Case.objects.exclude(lat=None).exists()


def test_an_unknown_service_is_made_once_for_its_jurisdiction(tmp_path: Path, province: Province) -> None:
    rows = [
        row("A-1", kind="가로등 고장", kind_code="street-light"),
        row("A-2", kind="가로등 고장", kind_code="street-light"),
    ]
    brought_in(wanted(export(tmp_path / "a.csv", rows)))
    made = Service.objects.get(jurisdiction=province.suwon)
    assert (made.names, made.is_public, made.deadline_unit) == ({"ko": "가로등 고장"}, False, "none")
    assert Case.objects.filter(service=made).count() == 2


def test_a_passed_on_matter_says_where_to(tmp_path: Path, province: Province) -> None:
    brought_in(wanted(export(tmp_path / "a.csv", [closed("A-1", state="이송")])))
    assert (Closure.objects.get().end_state, Closure.objects.get().passed_to) == ("not_ours", "구청")


def test_a_shifted_clock_stops_it_until_somebody_decides(tmp_path: Path, province: Province) -> None:
    zone = province.suwon.zone
    walls = [utc_taken_for_local(wall, zone) for wall in wall_times(ROUND_THE_CLOCK, count=1_500, seed=1)]
    path = export(tmp_path / "a.csv", [row(f"A-{n}", opened=str(wall)) for n, wall in enumerate(walls)])
    with pytest.raises(ClockLooksShifted):
        brought_in(wanted(path))
    assert not Case.objects.exists()
    _run, found = make_survey(wanted=wanted(path), by=None, at=AT)
    assert found.clock is not None
    assert found.clock.correction == "utc-read-as-local"
    assert brought_in(wanted(path, correction="utc-read-as-local")).imported == 1_500
    assert Case.objects.get(source_key="A-0").said_at == walls[0].replace(tzinfo=UTC)


def test_the_dry_run_writes_nothing_and_foretells_the_import(tmp_path: Path, province: Province) -> None:
    rows = [row("A-1"), row("A-1"), row("A-2", by="팩스"), row("A-3", kind="새 일"), closed("A-4")]
    order = wanted(export(tmp_path / "a.csv", rows))
    _run, found = make_survey(wanted=order, by=None, at=AT)
    assert not Case.objects.exists()
    assert not Service.objects.filter(jurisdiction=province.suwon).exists()
    assert found.unknown == {"channel": {"팩스": 1}}
    assert found.examples["unknown_channel"] == [(4, "팩스")]
    assert found.would_make == {"service": ["새 일"]}
    progress = brought_in(order)
    assert (found.rows, found.fit, found.duplicates, found.rejected) == (
        progress.rows,
        progress.imported,
        progress.duplicates,
        dict(progress.rejected),
    )


def test_a_missing_column_is_named(tmp_path: Path, province: Province) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,opened\nA-1,2026-03-03\n")
    with pytest.raises(BadMapping, match="closed"):
        brought_in(wanted(path))


def test_an_unknown_jurisdiction_is_refused(tmp_path: Path, province: Province) -> None:
    order = wanted(export(tmp_path / "a.csv", [row("A-1")]), jurisdiction="atlantis")
    with pytest.raises(UnknownJurisdiction):
        brought_in(order)


@pytest.mark.parametrize(("zone", "correction"), [("Mars/Olympus", ""), ("Asia/Seoul", "five hours")])
def test_a_zone_or_correction_that_is_none_is_refused(
    tmp_path: Path, province: Province, zone: str, correction: str
) -> None:
    order = wanted(export(tmp_path / "a.csv", [row("A-1")]), correction=correction)
    with pytest.raises(Refused):
        bring_in(
            wanted=type(order)(path=order.path, mapping=mapping(), zone=zone, correction=correction),
            refused_path=refused_of(order),
            by=None,
            at=AT,
            now=lambda: AT,
        )


def test_what_was_brought_in_can_be_searched_afterwards(tmp_path: Path, province: Province) -> None:
    from hantong.cases.models import CaseText

    brought_in(wanted(export(tmp_path / "a.csv", [row("A-1"), row("A-2")])))
    run = ImportRun.objects.get(finished_at__isnull=False)
    assert index_imported(run=run, at=AT) == 2
    assert index_imported(run=run, at=AT) == 0
    run.refresh_from_db()
    assert run.indexed_at == AT
    assert set(CaseText.objects.values_list("case_id", flat=True)) == set(Case.objects.values_list("pk", flat=True))
