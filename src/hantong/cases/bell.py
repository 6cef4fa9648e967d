"""How many unseen alerts somebody has: counted no further than people can read."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from hantong.cases.models import Alert
from hantong.offices.person import StaffPerson

MOST = 99


@dataclass(frozen=True, slots=True)
class Bell:
    """What the bell shows; with an alarm among it, it looks different."""

    count: int
    has_alarm: bool

    @property
    def text(self) -> str:
        """The count as shown."""
        return f"{MOST}+" if self.count > MOST else str(self.count)


def bell_count(person: StaffPerson) -> Bell:
    """Count the unseen alerts of `person` and their units, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(*_question_of(person))
        count, has_alarm = cursor.fetchone() or (0, False)
    return Bell(count=count, has_alarm=bool(has_alarm))


@lru_cache(maxsize=256)
def _question_of(person: StaffPerson) -> tuple[str, tuple[Any, ...]]:
    """Write the statement once for each person's posts: every page asks it."""
    unseen = Alert.objects.for_person(person).unseen().values_list("is_alarm")
    text, given = unseen[: MOST + 1].query.sql_with_params()
    return f"SELECT count(*), bool_or(counted.is_alarm) FROM ({text}) AS counted", given  # noqa: S608 (our own query)
