"""Everything about a resident as one zip: data.json for machines, index.html for people, and the files themselves."""

import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from hantong.people.holdings import HeldFile, Portion, Row


def export_zip(portions: Sequence[Portion], *, at: datetime) -> bytes:
    """Pack the portions; a file that is gone from the store is named in the list but missing in the folder."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _json(portions, at=at))
        archive.writestr("index.html", _html(portions, at=at))
        taken: set[str] = set()
        for held in (held for portion in portions for held in portion.files):
            _add(archive, held, taken)
    return target.getvalue()


def _json(portions: Sequence[Portion], *, at: datetime) -> str:
    data = {
        "made_at": at.isoformat(),
        **{portion.key: [_plain(row) for row in portion.rows] for portion in portions},
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _plain(row: Row) -> dict[str, object]:
    return {
        key: value.isoformat() if isinstance(value, (datetime, date)) else (None if value is None else str(value))
        for key, value in row.items()
    }


def _html(portions: Sequence[Portion], *, at: datetime) -> str:
    tables = [
        {
            "label": portion.label,
            "columns": list(portion.columns.values()),
            "rows": [[_shown(row.get(key)) for key in portion.columns] for row in portion.rows],
        }
        for portion in portions
    ]
    return render_to_string("people/export.html", {"tables": tables, "made_at": _shown(at)})


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


def _add(archive: zipfile.ZipFile, held: HeldFile, taken: set[str]) -> None:
    safe = PurePosixPath(held.name.replace("\\", "/")).name or "file"
    name = f"files/{len(taken) + 1:03}-{safe}"
    taken.add(name)
    try:
        archive.writestr(name, held.read())
    except FileNotFoundError:
        archive.writestr(f"{name}.missing.txt", "")
