"""What a mapping file says: which column of another system's export means what, and what to do with the unknown."""

from enum import StrEnum
from typing import Annotated, Literal, Self

import yaml
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from hantong.kit.errors import Refused

END_STATES = ("done", "answered", "not_ours", "cannot", "withdrawn", "duplicate")
OPEN = "open"
Names = dict[Literal["ko", "en"], str]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,49}$")]


class BadMapping(Refused):
    """The mapping file cannot be used; the message names the place in it and what belongs there."""

    code = "bad_mapping"
    message = _("The mapping cannot be used.")


class Unknown(StrEnum):
    """What becomes of a value that the mapping does not list."""

    REJECT = "reject"
    CREATE = "create"
    LEAVE = "leave"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Words(_Part):
    """Words out of the first of `columns` that is not empty, else `constant`."""

    columns: tuple[str, ...] = ()
    constant: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: object) -> object:
        """Let a bare column name stand for itself, and `column` for a single one."""
        if isinstance(given, str):
            return {"columns": [given]}
        if isinstance(given, dict) and "column" in given:
            return {**{k: v for k, v in given.items() if k != "column"}, "columns": [given["column"]]}
        return given

    @model_validator(mode="after")
    def _not_nothing(self) -> Self:
        if not self.columns and not self.constant:
            raise ValueError("name a column or a constant")
        return self


class Moment(Words):
    """A time; `formats` are tried in order: iso, iso-date, excel, epoch, or strptime patterns.

    `overlap` says which of the two moments is meant when the clocks were put back, for times without an offset.
    """

    formats: tuple[str, ...] = ("iso",)
    overlap: Literal["first", "second"] = "first"


class Choice(Words):
    """A value of ours out of a value of theirs. An empty value of theirs is "" in `values`."""

    values: dict[str, str] = Field(default_factory=dict)
    unknown: Unknown = Unknown.REJECT


class Service(Choice):
    """Which service; `code` is the column that holds their code for it, where they have one."""

    unknown: Unknown = Unknown.CREATE
    code: str = ""


class Department(Choice):
    """Which department answers for it."""

    unknown: Unknown = Unknown.CREATE


class Fields(_Part):
    """Our fields and where they come from."""

    key: Words
    said_at: Moment
    status: Choice = Choice(constant=OPEN, values={OPEN: OPEN})
    closed_at: Moment | None = None
    due_at: Moment | None = None
    answered_at: Moment | None = None
    service: Service | None = None
    channel: Choice
    department: Department | None = None
    place: Choice | None = None
    title: Words | None = None
    text: Words | None = None
    answer: Words | None = None
    passed_to: Words | None = None
    address: Words | None = None
    lat: Words | None = None
    lon: Words | None = None
    language: Words = Words(constant="ko")

    @field_validator("status")
    @classmethod
    def _states(cls, status: Choice) -> Choice:
        strange = sorted(set(status.values.values()) - {OPEN, *END_STATES})
        if strange:
            raise ValueError(f"{', '.join(strange)}: a status is {OPEN} or one of {', '.join(END_STATES)}")
        if status.unknown is Unknown.CREATE:
            raise ValueError("a status cannot be created; unknown: reject, or leave (the matter is then open)")
        return status

    @field_validator("channel")
    @classmethod
    def _channels(cls, channel: Choice) -> Choice:
        for value in (*channel.values.values(), *([] if channel.columns else [channel.constant])):
            if not value or len(value) > 20 or not value.replace("-", "").replace("_", "").isalnum():
                raise ValueError(f'"{value}" is no channel: at most 20 letters, such as phone, web, counter')
        return channel


class NewOffice(_Part):
    """A jurisdiction or department to make where there is none of this code."""

    names: Names
    kind: Literal["province", "city", "county"] = "city"
    parent: Code | None = None
    zone: str = ""
    holidays: str = ""


class Office(_Part):
    """A jurisdiction or department by its code."""

    code: Code
    create: NewOffice | None = None


class Mapping(_Part):
    """A mapping file as read and found sound."""

    source: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")]
    names: Names = Field(default_factory=dict)
    encoding: str = ""
    delimiter: Annotated[str, Field(max_length=1)] = ""
    jurisdiction: Office | None = None
    department: Office | None = None
    fields: Fields
    attributes: dict[Code, str] = Field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the names of what is made on the way: "ko" or "en"."""
        return "en" if self.fields.language.constant.startswith("en") else "ko"

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, once each."""
        parts = [getattr(self.fields, name) for name in Fields.model_fields]
        found = [column for part in parts if part is not None for column in part.columns]
        if self.fields.service is not None and self.fields.service.code:
            found.append(self.fields.service.code)
        return tuple(dict.fromkeys([*found, *self.attributes.values()]))


def read_mapping(text: str) -> Mapping:
    """Read a mapping file (YAML). Raises BadMapping."""
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise BadMapping(f"The mapping is no YAML: {' '.join(str(fault).split())}") from fault
    return as_mapping(given)


def as_mapping(given: object) -> Mapping:
    """Check a mapping that was read or put together on a page. Raises BadMapping."""
    try:
        return Mapping.model_validate(given)
    except ValidationError as fault:
        lines = [
            f"{'.'.join(str(step) for step in error['loc']) or 'mapping'}: {error['msg'].removeprefix('Value error, ')}"
            for error in fault.errors()
        ]
        raise BadMapping("The mapping cannot be used. " + "; ".join(lines)) from fault
