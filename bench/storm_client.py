"""One client of the storm: it picks a matter and an act, and accepts only success or a refusal."""

import random
from collections import Counter
from uuid import UUID

from django.db import connection
from django.utils.timezone import now

from bench.storm import WEIGHTS
from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.models import Case, HandOver
from hantong.kit.editions import turn
from hantong.kit.errors import Refused
from hantong.offices.models import Department, Post


class Client:
    """A client with its own dice."""

    def __init__(self, keys: list[UUID], dice: random.Random) -> None:
        self.keys, self.dice = keys, dice
        city = Department.objects.filter(jurisdiction__code="city-5").order_by("code")
        self.units = [department.pk for department in city]
        posts = Post.objects.filter(department__in=self.units).select_related("staff")
        self.staff = {unit: [post.staff for post in posts if post.department_id == unit] for unit in self.units}

    def act_many(self, times: int) -> Counter[str]:
        """Act so many times, and count what came of it."""
        counts: Counter[str] = Counter()
        for _ in range(times):
            name = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            try:
                with turn():
                    getattr(self, name)()
                counts[f"done:{name}"] += 1
            except Refused as refusal:
                counts[f"refused:{refusal.code}"] += 1
            except (HandOver.DoesNotExist, IndexError):
                counts["refused:nothing_there"] += 1
        connection.close()
        return counts

    def _case(self) -> Case:
        return Case.objects.get(pk=self.dice.choice(self.keys))

    def _by(self, unit: UUID | None = None) -> Staff:
        return self.dice.choice(self.staff[unit or self.dice.choice(self.units)])

    def _offer(self) -> HandOver:
        return self.dice.choice(list(HandOver.objects.pending().filter(case__in=self.keys)))

    def hand_over(self) -> None:
        """Offer the work to some department."""
        actions.hand_over(
            case=self._case(), to_unit=self.dice.choice(self.units), packet=actions.Packet(), by=self._by(), at=now()
        )

    def accept(self) -> None:
        """Accept some offer."""
        offer = self._offer()
        actions.accept(offer=offer, by=self._by(offer.to_unit_id), at=now())

    def decline(self) -> None:
        """Decline some offer."""
        actions.decline(offer=self._offer(), reason="우리 일이 아닙니다.", by=self._by(), at=now())

    def close(self) -> None:
        """Settle some matter."""
        ending = actions.Ending(end_state=Case.EndState.DONE, text="끝났습니다.")
        actions.close(case=self._case(), ending=ending, by=self._by(), at=now())

    def reopen(self) -> None:
        """Open some matter again, as its resident."""
        actions.reopen(case=self._case(), reason="아직입니다.", by=None, at=now(), channel="web")

    def merge(self) -> None:
        """Merge two matters."""
        actions.merge(case=self._case(), into=self._case(), text="합칩니다.", by=self._by(), at=now())

    def answer(self) -> None:
        """Tell the resident something."""
        actions.answer(case=self._case(), text="확인 중입니다.", by=self._by(), at=now())

    def say(self) -> None:
        """Add something as the resident."""
        actions.add_said(case=self._case(), text="더 있어요.", channel="web", said_at=now(), by=None, at=now())
