"""Every table of figures by its key: pages show them, files hold them, machines read them."""

from collections.abc import Callable, Mapping
from functools import partial

from hantong.reports import count_tables, letter_tables, matter_tables
from hantong.reports.asked import Asked
from hantong.reports.models import Tally
from hantong.reports.table import Table

TABLES: Mapping[str, Callable[[Asked], Table]] = {
    "bands": count_tables.bands,
    "series": count_tables.through_time,
    "channels": partial(count_tables.mix, heading=Tally.Heading.CHANNEL),
    "places": partial(count_tables.mix, heading=Tally.Heading.PLACE),
    "services": partial(count_tables.mix, heading=Tally.Heading.SERVICE),
    "jurisdictions": partial(count_tables.mix, heading=Tally.Heading.JURISDICTION),
    "times-service": partial(matter_tables.times, field="service"),
    "times-owner_unit": partial(matter_tables.times, field="owner_unit"),
    "times-band": partial(matter_tables.times, field="band"),
    "promises-service": partial(matter_tables.promises, field="service"),
    "promises-owner_unit": partial(matter_tables.promises, field="owner_unit"),
    "written": letter_tables.written,
    "mayor": letter_tables.mayor,
    "endings": matter_tables.endings,
    "detours-service": partial(matter_tables.detours, field="service"),
    "departments": matter_tables.department_table,
    "owners": matter_tables.owner_table,
}
