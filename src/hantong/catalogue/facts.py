"""What the catalogue says, as plain values: for forms, files, comparing and the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFacts:
    """One value of a list that a resident chooses from."""

    key: str
    names: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFacts:
    """One more thing to ask; the order is that of the tuple it stands in."""

    code: str
    names: Words
    datatype: str
    is_required: bool = False
    is_variable: bool = True
    hints: Words = field(default_factory=dict)
    choices: tuple[ChoiceFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """One service; jurisdiction, group and retention are codes."""

    jurisdiction: str
    code: str
    names: Words
    group: str = ""
    descriptions: Words = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    needs_place: bool = False
    is_public: bool = True
    is_active: bool = True
    answerable_at_once: bool = False
    standard_answers: Words = field(default_factory=dict)
    deadline_unit: str = "kr_days"
    deadline_amount: int = 7
    retention: str = ""

    @property
    def key(self) -> str:
        """The service's name in files: its jurisdiction's code and its own."""
        return f"{self.jurisdiction}/{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """A department (its key) answers for a service everywhere, in a jurisdiction or at a place (codes)."""

    department: str
    jurisdiction: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """A heading of the catalogue."""

    code: str
    names: Words
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionFacts:
    """How long records of a kind are kept, and why."""

    code: str
    names: Words
    keep_days: int
    basis: str = ""
