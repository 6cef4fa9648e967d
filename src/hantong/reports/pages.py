"""The pages of figures: which charts and tables each one shows, and which filters it asks for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of figures."""

    key: str
    label: str | Promise
    lead: str | Promise
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    extra_fields: tuple[str, ...] = ()
    has_headlines: bool = False


PAGES = {
    page.key: page
    for page in (
        Page(
            key="overview",
            label=gettext_lazy("Overview"),
            lead=gettext_lazy("What came, when it came, and whether it was settled as promised."),
            charts=("series",),
            tables=("series", "channels"),
            extra_fields=("step",),
            has_headlines=True,
        ),
        Page(
            key="bands",
            label=pgettext_lazy("figures", "Time bands"),
            lead=gettext_lazy("How much came by day, in the evening, at night, on weekends and on holidays."),
            charts=("bands",),
            tables=("bands",),
            extra_fields=("by", "also"),
        ),
        Page(
            key="times",
            label=gettext_lazy("Waiting times"),
            lead=gettext_lazy("From the moment the resident spoke to the first answer, and to the settlement."),
            charts=("times",),
            tables=("times-band", "times-service", "times-owner_unit"),
        ),
        Page(
            key="written",
            label=gettext_lazy("Written answers"),
            lead=gettext_lazy(
                "How soon residents who wrote had a first answer, by the way and the time at which they wrote."
            ),
            charts=("written",),
            tables=("written",),
        ),
        Page(
            key="mayor",
            label=gettext_lazy("The mayor's line"),
            lead=gettext_lazy(
                "Praise and complaint that residents wrote to the mayor, and whether they were answered."
            ),
            charts=("mayor",),
            tables=("mayor",),
        ),
        Page(
            key="promises",
            label=pgettext_lazy("figures", "Promises"),
            lead=gettext_lazy("Whether promised times were kept, and how matters ended."),
            charts=("promises",),
            tables=("promises-service", "promises-owner_unit", "endings", "detours-service"),
        ),
        Page(
            key="departments",
            label=gettext_lazy("Departments and owners"),
            lead=gettext_lazy("Who answers for how much. It is there to help where help is needed, not to punish."),
            charts=("departments",),
            tables=("departments", "owners"),
        ),
        Page(
            key="places",
            label=pgettext_lazy("figures", "Places"),
            lead=gettext_lazy("What each centre, station, team and telephone did for residents."),
            charts=("places",),
            tables=("places",),
        ),
        Page(
            key="services",
            label=pgettext_lazy("figures", "Services"),
            lead=gettext_lazy("What residents came for."),
            charts=("services",),
            tables=("services",),
        ),
        Page(
            key="map",
            label=gettext_lazy("Map"),
            lead=gettext_lazy("Where residents spoke off-hours, city by city."),
            charts=("map",),
            tables=("jurisdictions",),
        ),
    )
}
