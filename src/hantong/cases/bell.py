"""How many unseen alerts somebody has: counted no further than people can read."""

from dataclasses import dataclass

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
    mine = Alert.objects.for_person(person).unseen().values_list("is_alarm")
    text, given = mine[: MOST + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), bool_or(counted.is_alarm) FROM ({text}) AS counted", given)  # noqa: S608
        count, has_alarm = cursor.fetchone() or (0, False)
    return Bell(count=count, has_alarm=bool(has_alarm))
