"""From before to after, said without confusing a ratio with an increase."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Change:
    """Two counts of the same thing: 334,358 → 1,201,579 is 3.59 times as much, which is an increase of 259 %."""

    before: float
    after: float

    @property
    def ratio(self) -> float | None:
        """How many times as much: 1 is no change. None where there was nothing before."""
        return self.after / self.before if self.before else None

    @property
    def increase_share(self) -> float | None:
        """How much more, as a share of what was before: 0 is no change, -1 is nothing left."""
        return self.ratio - 1 if self.ratio is not None else None

    @property
    def ratio_text(self) -> str:
        """The ratio in words: 3.59 times."""
        return "—" if self.ratio is None else _("%(times)s ×") % {"times": f"{self.ratio:,.2f}"}

    @property
    def increase_text(self) -> str:
        """The increase in words, always with its sign: +259 %."""
        if self.increase_share is None:
            return "—"
        percent = round(self.increase_share * 100)
        sign = {1: "+", -1: "−", 0: "±"}[(percent > 0) - (percent < 0)]
        return f"{sign}{abs(percent):,} %"

    def __str__(self) -> str:
        return f"{self.ratio_text} ({self.increase_text})" if self.ratio is not None else "—"
