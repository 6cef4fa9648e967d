"""What no roster can go below at given prices: rows are chosen person by person, everything else by itself.

Every term that couples days or people gets a count n of its own (people at a shift of a day; a person's hours, nights,
weekends and holidays; the won spent), tied to the rows by a price λ. For any λ the bound is
Σ_p min over rows of (wishes + λ·row) + Σ_j min over n of (cost_j(n) − λ_j n), and row − n tells where to go from λ.

Source: A. M. Geoffrion, Lagrangean relaxation for integer programming, Mathematical Programming Study 2, 1974.
"""

from __future__ import annotations

import numpy as np

from hantong_planning.rostering.personal.arrays import Arrays, Floats, Ints
from hantong_planning.rostering.personal.automata import automata, cheapest_rows, spare
from hantong_planning.rostering.personal.people import BURDENS
from hantong_planning.rostering.personal.tables import Tables

DAY_MIN = 480.0
"""Hours are counted in days of work, so that prices of all kinds are of one size."""
BUDGET_PARTS = 20.0
NIGHTS, WEEKENDS, HOLIDAYS = range(len(BURDENS))


class Relaxation:
    """The problem without its ties, ready for many prices. A vector of prices holds needs × days | hours | burdens | won."""

    def __init__(self, table: Tables, A: Arrays) -> None:
        self.A, self.automata = A, automata(A)
        self.room = spare(self.automata, A.allowed.shape[1])
        self.people, self.days = A.allowed.shape[:2]
        self.base = sum(table.wish_base(p) for p in range(self.people))
        self.wish = np.where(A.allowed, A.wish, np.inf).astype(np.float64)
        self.able = [np.array(sorted(able), dtype=np.int64) for able in table.able]
        names = [shift.name for shift in table.problem.shifts]
        self.of_need = [names.index(need.shift) + 1 for need in table.needs]
        self.burden = _capped(A)
        self.won = max(1.0, A.budget_krw / BUDGET_PARTS)
        self.cells = len(self.able) * self.days
        self.size = self.cells + (1 + len(BURDENS)) * self.people + 1
        slopes = np.diff(A.cover, axis=2)
        self.least, self.most = slopes.min(2).ravel(), slopes.max(2).ravel()
        self.rows = np.zeros((self.people, self.days), np.int64)

    def bound(self, prices: Floats) -> tuple[float, Floats]:
        """Return the bound that prices prove, in ticks, and the direction in which it rises, shape (size,)."""
        cells, hours, burdens, won = self._split(prices)
        value = self._cheapest(cells, hours, burdens, won)
        found = [
            self._cells(cells),
            self._hours(hours),
            self._burdens(burdens),
            self._won(won),
        ]
        rise = np.concatenate([part.ravel() for _, part in found])
        return self.base + value + sum(least for least, _ in found), rise

    def within(self, prices: Floats) -> Floats:
        """Return prices cut to where they can be of use: nobody is worth more than a need pays, or less."""
        cut = prices.copy()
        cut[: self.cells] = np.clip(prices[: self.cells], self.least, self.most)
        return cut

    def _split(self, prices: Floats) -> tuple[Floats, Floats, Floats, float]:
        cells, hours, burdens = np.split(prices[:-1], (self.cells, self.cells + self.people))
        return cells.reshape(-1, self.days), hours, burdens.reshape(self.people, -1), float(prices[-1])

    def _cheapest(self, cells: Floats, hours: Floats, burdens: Floats, won: float) -> float:
        """Choose everybody's cheapest row."""
        A = self.A
        per_choice = (
            np.outer(hours / DAY_MIN, A.paid) + np.outer(burdens[:, NIGHTS], A.is_night) + A.krw * won / self.won
        )
        prices = self.wish + per_choice[:, None, :]
        prices[:, A.is_holiday] += np.outer(burdens[:, HOLIDAYS], A.is_cover)[:, None, :]
        for k, able in enumerate(self.able):
            prices[able, :, self.of_need[k]] += cells[k]
        weekends = np.ascontiguousarray(burdens[:, WEEKENDS])
        return float(cheapest_rows(A, self.automata, prices, weekends, self.room, self.rows))

    def _cells(self, prices: Floats) -> tuple[float, Floats]:
        paid = self.A.cover - prices[:, :, None] * np.arange(self.people + 1)
        here = np.array([(self.rows[able] == s).sum(0) for able, s in zip(self.able, self.of_need, strict=True)])
        return paid.min(2).sum(), here - paid.argmin(2)

    def _hours(self, prices: Floats) -> tuple[float, Floats]:
        """Choose everybody's minutes: none, those of the contract, or the most."""
        least, price = self.A.hours[:, :1], self.A.hours[:, 1:]
        most = self.A.most[:, :1]
        minutes = np.hstack([np.zeros_like(most), np.minimum(least, most), most])
        paid = price * np.maximum(0, least - minutes) - prices[:, None] / DAY_MIN * minutes
        chosen = np.take_along_axis(minutes, paid.argmin(1)[:, None], 1)[:, 0]
        return paid.min(1).sum(), (self.A.paid[self.rows].sum(1) - chosen) / DAY_MIN

    def _burdens(self, prices: Floats) -> tuple[float, Floats]:
        paid = self.burden - prices[:, :, None] * np.arange(self.burden.shape[2])
        return paid.min(2).sum(), _burdens_of(self.A, self.rows) - paid.argmin(2)

    def _won(self, price: float) -> tuple[float, Floats]:
        spent = self.A.krw[np.arange(self.people)[:, None], self.rows].sum()
        chosen = self.A.budget_krw if price > 0 else 0
        return -price / self.won * chosen, np.array([(spent - chosen) / self.won])


def _burdens_of(A: Arrays, rows: Ints) -> Ints:
    """Count everybody's nights, weekends and holidays, shape (P, 3)."""
    works = A.is_cover[rows]
    weekends = [works[:, A.weekend == w].any(1) for w in range(A.weekend.max() + 1)]
    counts = (A.is_night[rows].sum(1), sum(weekends, np.zeros(len(rows), np.int64)), works[:, A.is_holiday].sum(1))
    return np.stack(counts, axis=1)


def _capped(A: Arrays) -> Floats:
    """Return what burdens cost, infinite where there cannot or must not be so many, shape (P, 3, D + 1)."""
    there_are = np.array([A.burden.shape[2] - 1, A.weekend.max() + 1, A.is_holiday.sum()])
    most = np.minimum(there_are, np.column_stack([A.most[:, 5:], np.full(len(A.most), there_are[HOLIDAYS])]))
    return np.where(np.arange(A.burden.shape[2]) <= most[:, :, None], A.burden, np.inf)
