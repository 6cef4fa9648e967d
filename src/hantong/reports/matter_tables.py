"""Tables about matters: how long they took, whether promises were kept, how they ended, who answers for them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hantong.cases.models import Case
from hantong.reports.asked import Asked
from hantong.reports.naming import department_names, names_of
from hantong.reports.outcomes import end_states, reopened, transfers
from hantong.reports.promises import Promises, kept_promises
from hantong.reports.table import Address, Column, Kind, Line, Table, text
from hantong.reports.times import Times, time_to_first_answer, time_to_settlement
from hantong.reports.workload import Workload, departments, owners

FIELD_LABELS: Mapping[str, str | Promise] = {
    "service": gettext_lazy("Service"),
    "owner_unit": gettext_lazy("Department"),
    "band": gettext_lazy("Time band"),
    "owner": gettext_lazy("Owner"),
}
END_STATES = {
    Case.EndState.DONE: gettext_lazy("Done"),
    Case.EndState.ANSWERED: gettext_lazy("Answered"),
    Case.EndState.NOT_OURS: gettext_lazy("Not our task, passed on"),
    Case.EndState.CANNOT: gettext_lazy("Cannot be done"),
    Case.EndState.WITHDRAWN: gettext_lazy("Withdrawn"),
    Case.EndState.DUPLICATE: gettext_lazy("Duplicate"),
}


def _matters(**state: str) -> Address:
    return {"count": "matters", **state}


def _names(field: str, keys: list[str]) -> dict[str, str]:
    return department_names(keys) if field == "owner_unit" else names_of(field, keys)


def times(asked: Asked, field: str) -> Table:
    """Give how long first answers and settlements took, per value of a field."""
    scope = asked.matters
    answered, settled = time_to_first_answer(scope, field), time_to_settlement(scope, field)
    keys = sorted(settled, key=lambda key: key if field == "band" else -answered[key].count)
    names = _names(field, keys)
    lines = (
        Line(values=(names[key], *_times(answered[key]), *_times(settled[key])), narrows={field: key or "none"})
        for key in keys
    )
    all_answered, all_settled = time_to_first_answer(scope)[""], time_to_settlement(scope)[""]
    return Table(
        key=f"times-{field}",
        title=FIELD_LABELS[field],
        columns=(text(field, FIELD_LABELS[field]), *_TIME_COLUMNS),
        lines=tuple(lines),
        total=Line(values=(_("Total"), *_times(all_answered), *_times(all_settled))),
        figures=("time_to_first_answer", "time_to_settlement"),
    )


def _times(found: Times) -> tuple[object, ...]:
    return found.count, found.median, found.p90


_TIME_COLUMNS = (
    Column(key="answered", label=gettext_lazy("Answered"), leads_to=_matters(state="answered")),
    Column(key="answer_median_s", label=gettext_lazy("First answer: median"), kind=Kind.DURATION),
    Column(key="answer_p90_s", label=gettext_lazy("First answer: 9 of 10"), kind=Kind.DURATION),
    Column(key="settled", label=gettext_lazy("Settled"), leads_to=_matters(state="settled")),
    Column(key="settlement_median_s", label=gettext_lazy("Settlement: median"), kind=Kind.DURATION),
    Column(key="settlement_p90_s", label=gettext_lazy("Settlement: 9 of 10"), kind=Kind.DURATION),
)


def promises(asked: Asked, field: str) -> Table:
    """Give how many promises were kept, per value of a field."""
    found = kept_promises(asked.matters, at=asked.at, by=field)
    found = dict(sorted(found.items(), key=lambda each: -each[1].promised_count))
    names = _names(field, list(found))
    total = kept_promises(asked.matters, at=asked.at)[""]
    return Table(
        key=f"promises-{field}",
        title=FIELD_LABELS[field],
        columns=(text(field, FIELD_LABELS[field]), *_PROMISE_COLUMNS),
        lines=tuple(
            Line(values=(names[key], *_promises(each)), narrows={field: key or "none"}) for key, each in found.items()
        ),
        total=Line(values=(_("Total"), *_promises(total))),
        figures=("kept_promises",),
    )


def _promises(found: Promises) -> tuple[object, ...]:
    return found.promised_count, found.kept_count, found.broken_count, found.kept_share, found.overdue_count


_PROMISE_COLUMNS = (
    Column(key="promised", label=gettext_lazy("Settled with a promise"), leads_to=_matters(state="promised")),
    Column(key="kept", label=gettext_lazy("Kept"), leads_to=_matters(state="kept")),
    Column(key="broken", label=gettext_lazy("Settled too late"), leads_to=_matters(state="broken")),
    Column(key="kept_share", label=gettext_lazy("Promises kept"), kind=Kind.SHARE),
    Column(key="overdue", label=gettext_lazy("Open and overdue"), leads_to=_matters(state="overdue")),
)


def endings(asked: Asked) -> Table:
    """Give how settled matters ended."""
    lines = (
        Line(values=(str(END_STATES[end]), part.count, part.share), narrows={"state": f"end_{end.value}"})
        for end, part in end_states(asked.matters).items()
    )
    return Table(
        key="endings",
        title=gettext_lazy("How matters ended"),
        columns=(
            text("end_state", gettext_lazy("End")),
            Column(key="count", label=gettext_lazy("Matters"), leads_to=_matters()),
            Column(key="share", label=gettext_lazy("Share of the settled"), kind=Kind.SHARE),
        ),
        lines=tuple(lines),
        figures=("end_states",),
    )


def detours(asked: Asked, field: str) -> Table:
    """Give how many matters were reopened, and how often they changed hands."""
    again, handed = reopened(asked.matters, field), transfers(asked.matters, field)
    keys = sorted(handed, key=lambda key: -handed[key].matters_count)
    names = _names(field, keys)
    lines = (
        Line(
            values=(
                names[key],
                handed[key].matters_count,
                again[key].count,
                again[key].share,
                handed[key].hand_overs_count,
                handed[key].per_matter,
            ),
            narrows={field: key or "none"},
        )
        for key in keys
    )
    return Table(
        key=f"detours-{field}",
        title=gettext_lazy("Reopened and handed over"),
        columns=(
            text(field, FIELD_LABELS[field]),
            Column(key="matters", label=gettext_lazy("Matters"), leads_to=_matters()),
            Column(key="reopened", label=gettext_lazy("Reopened"), leads_to=_matters(state="reopened")),
            Column(key="reopened_share", label=gettext_lazy("Reopened, of the settled"), kind=Kind.SHARE),
            Column(key="hand_overs", label=gettext_lazy("Hand-overs")),
            Column(key="hand_overs_per_matter", label=gettext_lazy("Per matter"), kind=Kind.NUMBER),
        ),
        lines=tuple(lines),
        figures=("reopened", "transfers"),
    )


def department_table(asked: Asked) -> Table:
    """Give what each department answers for."""
    found = departments(asked.matters, at=asked.at)
    return _workload("departments", "owner_unit", gettext_lazy("Departments"), found)


def owner_table(asked: Asked) -> Table:
    """Give what each owner answers for."""
    return _workload("owners", "owner", gettext_lazy("Owners"), owners(asked.matters, at=asked.at))


def _workload(key: str, field: str, title: str | Promise, found: dict[str, Workload]) -> Table:
    names = _names(field, list(found))
    lines = (
        Line(
            values=(
                names[who],
                each.count,
                each.open_count,
                each.overdue_count,
                each.settled_count,
                each.median,
                each.kept_share,
            ),
            narrows={field: who or "none"},
        )
        for who, each in found.items()
    )
    return Table(
        key=key,
        title=title,
        columns=(text(field, FIELD_LABELS[field]), *_WORKLOAD_COLUMNS),
        lines=tuple(lines),
        figures=(key,),
    )


_WORKLOAD_COLUMNS = (
    Column(key="matters", label=gettext_lazy("Matters"), leads_to=_matters()),
    Column(key="open", label=pgettext_lazy("matters", "Open"), leads_to=_matters(state="open")),
    Column(key="overdue", label=gettext_lazy("Overdue"), leads_to=_matters(state="overdue")),
    Column(key="settled", label=gettext_lazy("Settled"), leads_to=_matters(state="settled")),
    Column(key="median_settlement_s", label=gettext_lazy("Median to settlement"), kind=Kind.DURATION),
    Column(key="kept_share", label=gettext_lazy("Promises kept"), kind=Kind.SHARE),
)
