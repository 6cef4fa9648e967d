"""What the page of an import shows: how far it is, what was found, the histogram as bars."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hantong.cases.models import Case
from hantong.imports.models import ImportRun
from hantong.imports.stored import refused_path, uploaded_path
from hantong.imports.words import ADJUSTMENTS, CLOCK_REASONS, CORRECTIONS, REASONS, STATES, STEPS

if TYPE_CHECKING:
    from hantong.offices.person import StaffPerson

BAR_WIDTH, BAR_STEP, CHART_HEIGHT = 20, 26, 120
COLUMNS, VALUES, TRIAL, BRINGING_IN, ENDED = 1, 2, 3, 4, 5
STEP_OF = {"draft": COLUMNS, "looking": TRIAL, "ready": TRIAL, "running": BRINGING_IN, "done": ENDED}
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour of the histogram, as drawn and as written."""

    hour: int
    count: int
    share: float
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A count with what it counts."""

    text: str
    count: int
    examples: str = ""


def bars_of(hours: list[int]) -> list[Bar]:
    """Give the bars of 24 counts."""
    most, total = max([*hours, 1]), sum(hours) or 1
    return [
        Bar(
            hour=hour,
            count=count,
            share=count / total,
            x=hour * BAR_STEP,
            y=round(CHART_HEIGHT * (1 - count / most), 1),
            height=round(CHART_HEIGHT * count / most, 1),
        )
        for hour, count in enumerate(hours)
    ]


def stage_of(run: ImportRun) -> str:
    """Tell how far an import is: draft, looking, ready, running, done or stopped."""
    if run.finished_at is not None:
        return "done"
    if run.trouble:
        return "stopped"
    if run.started_at is not None:
        return "running"
    if run.survey is not None:
        return "ready"
    return "looking" if run.settings.get("mapping") else "draft"


def steps_at(current: int) -> list[tuple[str, str]]:
    """Give the steps of the wizard with the one that is `current`."""
    states = ["done"] * current + ["current"] + ["todo"] * len(STEPS)
    return [(str(word), state) for word, state in zip(STEPS, states, strict=False)]


def _step_of(run: ImportRun, stage: str) -> int:
    stopped_at = TRIAL if run.started_at is None else BRINGING_IN
    return STEP_OF.get(stage, stopped_at)


def mark_of(page: dict[str, object]) -> str:
    """Give what changes whenever a page that waits has something new to show."""
    return f"{page['stage']}-{page.get('rows_done', 0)}"


def examples_of(run: ImportRun, person: "StaffPerson") -> list[Case]:
    """Give a few matters of the run's source that `person` may see, to look at what came of it."""
    return list(Case.objects.visible_to(person).filter(source=run.source).order_by("source_key")[:EXAMPLES])


def lines_of(counts: dict[str, int], words: Any, examples: dict[str, Any] | None = None) -> list[Line]:  # noqa: ANN401
    """Give counts with the words of their codes."""
    return [Line(str(words.get(code, code)), count, _examples(examples, code)) for code, count in counts.items()]


def _examples(examples: dict[str, Any] | None, code: str) -> str:
    found: Iterable[Any] = (examples or {}).get(code, [])[:3]
    return ", ".join(f"{row}: {detail}" if detail else str(row) for row, detail in found)


def page_of(run: ImportRun) -> dict[str, object]:
    """Give what the page of a run shows."""
    stage = stage_of(run)
    page: dict[str, object] = {"run": run, "stage": stage, "is_waiting": stage in {"looking", "running"}}
    page["steps"] = steps_at(_step_of(run, stage))
    page["may_go_on"] = stage == "stopped" and run.survey is not None and uploaded_path(run).exists()
    if stage == "running":
        page["rows_done"] = sum(run.batches.values_list("rows", flat=True))
        page["rows_all"] = (run.survey or {}).get("rows", 0)
    if run.survey is not None:
        page |= _survey_page(run.survey)
    if run.report is not None:
        page["report"] = run.report
        page["report_refused"] = lines_of(run.report["rejected"], REASONS)
        page["report_refused_count"] = sum(run.report["rejected"].values())
        page["report_adjusted"] = lines_of(run.report["adjusted"], ADJUSTMENTS)
        page["has_refused_file"] = refused_path(run).exists()
    return page


def _survey_page(survey: dict[str, Any]) -> dict[str, object]:
    clock = survey["clock"]
    return {
        "survey": survey,
        "refused_count": sum(survey["rejected"].values()),
        "refused": lines_of(survey["rejected"], REASONS, survey["examples"]),
        "adjusted": lines_of(survey["adjusted"], ADJUSTMENTS),
        "states": lines_of(survey["states"], STATES),
        "made": survey["would_make"],
        "clock": clock,
        "bars": bars_of(clock["hours"]),
        "clock_reasons": [str(CLOCK_REASONS[code]) for code in clock["reasons"]],
        "clock_cause": str(CORRECTIONS.get(clock["correction"], "")),
        "hours_off": "–".join(sorted({f"{abs(hours):g}" for hours in clock["hours_off"]})),
        "is_early": bool(clock["hours_off"]) and clock["hours_off"][0] < 0,
    }
