"""A made-up export of another system, for the tests: invented people, invented matters."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from hantong.imports.actions import Progress, Wanted, bring_in
from hantong.imports.crew import ManyWriters
from hantong.imports.mapping import Mapping, read_mapping

AT = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
COLUMNS = ("id", "opened", "closed", "state", "kind", "kind_code", "by", "unit", "said", "told", "where", "lat", "lon")
MAPPING = """
source: old-desk
jurisdiction: {code: suwon}
fields:
  key: id
  said_at: {column: opened, formats: [iso, "%Y.%m.%d %H:%M"]}
  closed_at: {column: closed, formats: [iso, "%Y.%m.%d %H:%M"]}
  status: {column: state, values: {접수: open, 완료: done, 이송: not_ours}}
  service: {column: kind, code: kind_code, values: {주정차: illegal-parking}, unknown: create}
  channel: {column: by, values: {전화: phone, 방문: counter}}
  department: {column: unit, unknown: leave}
  text: said
  answer: told
  passed_to: {constant: "구청"}
  address: where
  lat: lat
  lon: lon
attributes:
  old-unit: unit
"""


def mapping(text: str = MAPPING) -> Mapping:
    """Give the mapping of the made-up export."""
    return read_mapping(text)


def row(key: str, **given: str) -> dict[str, str]:
    """Give a row: an open phone call of Tuesday, 02:15 in Seoul, with what is named changed."""
    plain = dict.fromkeys(COLUMNS, "") | {
        "id": key,
        "opened": "2026-03-03 02:15:00",
        "state": "접수",
        "kind": "주정차",
        "by": "전화",
        "said": "집 앞에 차가 서 있어요.",
    }
    return plain | given


def closed(key: str, **given: str) -> dict[str, str]:
    """Give a row of a matter that was settled the same afternoon."""
    ending = {"state": "완료", "closed": "2026-03-03 16:40:00", "told": "차를 옮겼습니다."}
    return row(key, **(ending | given))


def export(path: Path, rows: Iterable[dict[str, str]], *, encoding: str = "utf-8") -> Path:
    """Write rows as a CSV file."""
    with path.open("w", newline="", encoding=encoding) as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        out.writerows(rows)
    return path


def wanted(path: Path, **more: str | int) -> Wanted:
    """Ask for the import of a file from Seoul."""
    return Wanted(path=path, mapping=mapping(), zone="Asia/Seoul", **more)  # type: ignore[arg-type]


def brought_in(order: Wanted, *, many: ManyWriters | None = None) -> Progress:
    """Bring a file in, refused rows beside it, and say what came of it."""
    _run, progress = bring_in(wanted=order, refused_path=refused_of(order), by=None, at=AT, now=lambda: AT, many=many)
    return progress


def refused_of(order: Wanted) -> Path:
    """Give the file of refused rows of an order."""
    return order.path.with_suffix(".rejected.csv")


def refused_rows(order: Wanted) -> list[list[str]]:
    """Read the refused rows, without the line of names."""
    with refused_of(order).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))[1:]
