"""Who gets which piece of written work: by language, topic and how much they have; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

EVERYBODY_READS = "ko"


@dataclass(frozen=True, slots=True)
class Piece:
    """What waits: in which language, about which group of services."""

    case: UUID
    language: str
    group: str | None


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody on duty: what they read, what they know (nothing named: everything), and how much they have."""

    staff: UUID
    languages: frozenset[str]
    groups: frozenset[str]
    load: int
    most: int
    given_at: datetime | None

    @property
    def is_full(self) -> bool:
        """Whether they have as much as they can."""
        return self.load >= self.most

    def reads(self, piece: Piece) -> bool:
        """Tell whether they read its language."""
        return piece.language == EVERYBODY_READS or piece.language in self.languages

    def knows(self, piece: Piece) -> bool:
        """Tell whether it is about something that they answer."""
        return not self.groups or piece.group is None or piece.group in self.groups


def fits(answerer: Answerer, piece: Piece, crew: Iterable[Answerer]) -> bool:
    """Tell whether a piece is for this person; a skill that nobody on duty has keeps it from nobody."""
    others = [each for each in crew if each.staff != answerer.staff]
    reads = answerer.reads(piece) or not any(each.reads(piece) for each in others)
    knows = answerer.knows(piece) or not any(each.knows(piece) for each in others)
    return reads and knows


def next_piece(answerer: Answerer, pieces: Iterable[Piece], crew: Sequence[Answerer]) -> Piece | None:
    """Give the first of `pieces`, in their order, that is for this person."""
    return next((piece for piece in pieces if fits(answerer, piece, crew)), None)


def best_for(piece: Piece, crew: Sequence[Answerer]) -> Answerer | None:
    """Give who gets a piece: of those it fits and who have room the least laden, then whoever waited longest."""
    able = [each for each in crew if not each.is_full and fits(each, piece, crew)]
    return min(able, key=_laden, default=None)


def _laden(answerer: Answerer) -> tuple[float, float, str]:
    given_s = answerer.given_at.timestamp() if answerer.given_at else 0.0
    return answerer.load / answerer.most, given_s, str(answerer.staff)
