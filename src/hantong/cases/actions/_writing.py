"""How every verb writes: the matter's row is held, its history grows by a row, and the two are saved together."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hantong.access.models import Staff
from hantong.cases.chain import digest_of, link_of
from hantong.cases.models import Case, History
from hantong.cases.refusals import AlreadyClosed, StaleSave


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row that history will grow by."""

    kind: History.Kind
    text: str = ""
    is_public: bool = False
    said_at: datetime | None = None
    data: Mapping[str, object] = field(default_factory=dict)


def held(case: Case, *, seen: int | None = None) -> Case:
    """Give the matter as it stands, held for this transaction.

    Raises StaleSave when it has moved past the history row `seen` that the writer had before them.
    """
    current = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if seen is not None and current.n != seen:
        raise StaleSave(current=current, seen=seen)
    return current


def held_open(case: Case, *, seen: int | None = None) -> Case:
    """Give the open matter, held. Raises AlreadyClosed, StaleSave."""
    current = held(case, seen=seen)
    if current.is_closed:
        raise AlreadyClosed
    return current


def written(
    case: Case,
    *steps: Step,
    by: Staff | None,
    at: datetime,
    by_resident: bool = False,
    channel: str = "",
) -> list[History]:
    """Give the history rows of `steps`, and move the matter's own count and head of the chain on; saves nothing."""
    rows = []
    for step in steps:
        case.n += 1
        salt = os.urandom(8)
        digest = digest_of(salt=salt, text=step.text, data=step.data)
        case.head = link_of(
            before=bytes(case.head),
            case=case.pk,
            n=case.n,
            kind=step.kind,
            at=at,
            by=by.pk if by else None,
            digest=digest,
        )
        rows.append(
            History(
                case=case,
                n=case.n,
                kind=step.kind,
                at=at,
                said_at=step.said_at,
                by=by,
                by_resident=by_resident,
                channel=channel,
                is_public=step.is_public,
                text=step.text,
                data=dict(step.data),
                salt=salt,
                digest=digest,
                hash=case.head,
            )
        )
    case.changed_at = at
    return rows


def write(
    case: Case,
    *steps: Step,
    fields: Iterable[str] = (),
    by: Staff | None,
    at: datetime,
    by_resident: bool = False,
    channel: str = "",
) -> None:
    """Save the changed `fields` of the matter and the history rows of `steps`."""
    rows = written(case, *steps, by=by, at=at, by_resident=by_resident, channel=channel)
    case.save(update_fields=[*fields, "n", "head", "changed_at"])
    History.objects.bulk_create(rows)


def spoken(language: str) -> dict[str, object]:
    """Give what history keeps of the language of somebody's words; Korean goes without saying."""
    return {"language": language} if language not in {"", "ko"} else {}
