"""The addresses of matters: nouns only."""

from django.urls import path, register_converter

from hantong.cases.views import alerts, answers, case, details, floor, hands, joining, many, search, turns, words, work


class CaseNumber:
    """A public number with or without its hyphens."""

    regex = r"[0-9]{4}-?[0-9]{4}-?[0-9]{4}"

    def to_python(self, value: str) -> str:
        """Keep what was written."""
        return value

    def to_url(self, value: str) -> str:
        """Write it without hyphens."""
        return value.replace("-", "")


register_converter(CaseNumber, "case_number")

app_name = "cases"
of_one_case = [
    path("cases/<case_number:number>", case.case, name="case"),
    path("cases/<case_number:number>/living-parts", case.living_parts, name="living_parts"),
    path("cases/<case_number:number>/print", case.print_view, name="print"),
    path("cases/<case_number:number>/answers", answers.answers, name="answers"),
    path("cases/<case_number:number>/draft", answers.draft, name="draft"),
    path("cases/<case_number:number>/answers/<uuid:key>/undoing", answers.taking_back, name="taking_back"),
    path("cases/<case_number:number>/notes", words.notes, name="notes"),
    path("cases/<case_number:number>/questions", words.questions, name="questions"),
    path("cases/<case_number:number>/questions/end", words.resumption, name="resumption"),
    path("cases/<case_number:number>/ownership", hands.taking, name="ownership"),
    path("cases/<case_number:number>/assignment", hands.assignment, name="assignment"),
    path("cases/<case_number:number>/hand-over", hands.hand_over, name="hand_over"),
    path("cases/<case_number:number>/hand-over/acceptance", hands.acceptance, name="acceptance"),
    path("cases/<case_number:number>/hand-over/refusal", hands.refusal, name="refusal"),
    path("cases/<case_number:number>/hand-over/withdrawal", hands.withdrawal, name="withdrawal"),
    path("cases/<case_number:number>/extension", turns.extension, name="extension"),
    path("cases/<case_number:number>/closure", turns.closure, name="closure"),
    path("cases/<case_number:number>/reopening", turns.reopening, name="reopening"),
    path("cases/<case_number:number>/merger", joining.merger, name="merger"),
    path("cases/<case_number:number>/part", joining.part, name="part"),
    path("cases/<case_number:number>/links", joining.links, name="links"),
    path("cases/<case_number:number>/details", details.details, name="details"),
]
urlpatterns = [
    path("matters/", work.work, name="work"),
    path("matters/acts", many.many, name="many"),
    path("matters/acts/undoing", many.undo, name="undo"),
    path("matters/views", work.views, name="views"),
    path("matters/views/<uuid:key>", work.view, name="view"),
    path("search", search.search, name="search"),
    path("alerts", alerts.alerts, name="alerts"),
    path("alerts/bell", alerts.bell, name="bell"),
    path("alerts/sightings", alerts.sightings, name="sightings"),
    path("alerts/<uuid:key>", alerts.opening, name="alert"),
    path("floor/", floor.floor, name="floor"),
    path("floor/people", floor.people, name="floor_people"),
    path("residents/<uuid:key>/cases", search.resident_cases, name="resident_cases"),
    *of_one_case,
]
