"""Reading a YAML file line by line into typed values, every fault named with its line and field."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import yaml
from django.utils.translation import gettext as _

from hantong.kit.errors import Refused

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of a file."""

    line: int
    field: str
    problem: str


class FileRefused(Refused):
    """A file that cannot be taken in as it is; `faults` says what has to change where."""

    code = "file_refused"

    def __init__(self, name: str, faults: Collection[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{name}:{each.line}: {each.field}: {each.problem}" for each in self.faults))


@dataclass(slots=True)
class Reading:
    """One file being read, and what was found wrong so far."""

    name: str
    faults: list[Fault] = field(default_factory=list)

    def blame(self, node: yaml.Node, where: str, problem: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(node.start_mark.line + 1, where, problem))

    def open(self, text: str, *, kind: str) -> "Entry":
        """Give the file's outermost entry, whose `format` must be `kind`. Raises FileRefused."""
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            raise FileRefused(self.name, [Fault(mark.line + 1 if mark else 1, "YAML", str(wrong.problem))]) from wrong
        except (yaml.YAMLError, RecursionError) as wrong:
            raise FileRefused(self.name, [Fault(1, "YAML", str(wrong).partition("\n")[0])]) from wrong
        if not isinstance(root, yaml.MappingNode):
            raise FileRefused(self.name, [Fault(1, "YAML", _("The file must be a mapping of names to values."))])
        entry = Entry(self, root, "")
        if entry.text("format") != kind:
            self.blame(root, "format", _('This must be "%(kind)s".') % {"kind": kind})
        self.check()
        return entry

    def check(self) -> None:
        """Raise FileRefused with all faults found so far, in the order of their lines."""
        if self.faults:
            raise FileRefused(self.name, sorted(self.faults, key=lambda each: each.line))


def collected(
    entries: Iterable["Entry"], read: Callable[["Entry"], Thing], key: Callable[[Thing], str]
) -> dict[str, Thing]:
    """Read entries into things by their keys, and blame a key that comes twice."""
    found: dict[str, Thing] = {}
    for entry in entries:
        thing = read(entry)
        if key(thing) in found:
            entry.blame("code", _("This code stands in the file twice."))
        found[key(thing)] = thing
    return found


class Entry:
    """One mapping of the file; what is asked for is ticked off, and `done` blames the rest."""

    def __init__(self, reading: Reading, node: yaml.MappingNode, where: str) -> None:
        self.reading, self.node, self.where = reading, node, where
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._values:
                reading.blame(key, self.place_of(name), _("This name stands here twice."))
            self._values[name] = self._lines[name] = value

    def place_of(self, name: str) -> str:
        """Give the full name of a field of this entry."""
        return f"{self.where}.{name}" if self.where else name

    def blame(self, name: str, problem: str) -> None:
        """Note a fault of one field of this entry."""
        self.reading.blame(self._lines.get(name, self.node), self.place_of(name), problem)

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not empty."""
        found = self._values.get(name)
        return found is not None and found.tag != "tag:yaml.org,2002:null"

    def node_has(self, name: str) -> bool:
        """Tell whether the field is written at all, even if it is empty."""
        return name in self._values

    def _take(self, name: str, tags: Collection[str], problem: str, *, required: bool) -> str | None:
        if not self.has(name):
            self._values.pop(name, None)
            if required:
                self.blame(name, _("This is missing."))
            return None
        node = self._values[name]
        if isinstance(node, yaml.ScalarNode) and (not tags or node.tag.rpartition(":")[2] in tags):
            del self._values[name]
            return str(node.value)
        self.blame(name, problem)
        del self._values[name]
        return None

    def text(self, name: str, *, required: bool = True, most: int = 200) -> str:
        """Give a text; numbers and dates are taken as they are written."""
        node = self._values.get(name, self.node)
        found = self._take(name, (), _("This must be a text."), required=required) or ""
        if len(found) > most:
            self.reading.blame(node, self.place_of(name), _("At most %(n)d characters.") % {"n": most})
        return found

    def word(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Give one of the allowed words."""
        node = self._values.get(name, self.node)
        found = self.text(name, required=default is None) or default or ""
        if found and found not in allowed:
            problem = _("This must be one of: %(words)s.") % {"words": ", ".join(allowed)}
            self.reading.blame(node, self.place_of(name), problem)
        return found

    def flag(self, name: str, *, default: bool) -> bool:
        """Give true or false."""
        found = self._take(name, ("bool",), _("This must be true or false."), required=False)
        return default if found is None else found.lower() in {"true", "yes", "on"}

    def whole(self, name: str, default: int | None = None, *, most: int = 32_767) -> int:
        """Give a whole number from 0 on."""
        node = self._values.get(name, self.node)
        found = self._take(name, ("int",), _("This must be a whole number."), required=default is None)
        if found is None:
            return default or 0
        if not found.isdecimal() or int(found) > most:
            problem = _("This must be a whole number from 0 to %(most)d.") % {"most": most}
            self.reading.blame(node, self.place_of(name), problem)
            return default or 0
        return int(found)

    def number(self, name: str) -> float | None:
        """Give a number, or None where there is none."""
        found = self._take(name, ("int", "float"), _("This must be a number."), required=False)
        return None if found is None else float(yaml.safe_load(found))

    def day(self, name: str, *, required: bool = True) -> date | None:
        """Give a day such as 2026-06-03."""
        node = self._values.get(name, self.node)
        problem = _("This must be a day such as 2026-06-03.")
        found = self._take(name, ("timestamp", "str"), problem, required=required)
        try:
            return None if found is None else date.fromisoformat(found)
        except ValueError:
            self.reading.blame(node, self.place_of(name), problem)
            return None

    def words(self, name: str, *, required: bool = False) -> Mapping[str, str]:
        """Give texts by language."""
        found = self.entry(name)
        if found is None:
            if required:
                self.blame(name, _("This is missing."))
            return {}
        said = {key: found.text(key, required=False, most=20_000) for key in found.names()}
        return {key: text for key, text in said.items() if text}

    def names(self) -> list[str]:
        """Give the names of the fields that were not asked for yet."""
        return list(self._values)

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts."""
        found: list[str] = []
        for node in self._list(name):
            if isinstance(node, yaml.ScalarNode):
                found.append(str(node.value))
            else:
                self.reading.blame(node, self.place_of(name), _("This must be a text."))
        return tuple(found)

    def entry(self, name: str) -> "Entry | None":
        """Give a mapping within this one."""
        node = self._values.get(name)
        if node is None or not self.has(name):
            self._values.pop(name, None)
            return None
        if not isinstance(node, yaml.MappingNode):
            self.blame(name, _("This must be a mapping of names to values."))
            del self._values[name]
            return None
        del self._values[name]
        return Entry(self.reading, node, self.place_of(name))

    def entries(self, name: str, called: str = "code") -> Iterator["Entry"]:
        """Give the mappings of a list, named in faults by their field `called`, and blame what is left of each."""
        for index, node in enumerate(self._list(name)):
            where = f"{self.place_of(name)}[{index + 1}]"
            if not isinstance(node, yaml.MappingNode):
                self.reading.blame(node, where, _("This must be a mapping of names to values."))
                continue
            entry = Entry(self.reading, node, where)
            label = entry._values.get(called)
            if isinstance(label, yaml.ScalarNode):
                entry.where = f"{self.place_of(name)}[{label.value}]"
            yield entry
            entry.done()

    def _list(self, name: str) -> list[yaml.Node]:
        node = self._values.get(name)
        if node is None or not self.has(name):
            self._values.pop(name, None)
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.blame(name, _("This must be a list."))
            del self._values[name]
            return []
        del self._values[name]
        return list(node.value)

    def plain(self, name: str) -> object:
        """Give whatever stands there as plain values."""
        node = self._values.pop(name, None)
        if node is None:
            return None
        return yaml.SafeLoader("").construct_document(node)

    def done(self) -> None:
        """Blame every field that nobody asked for."""
        for name in self._values:
            self.blame(name, _("There is no such field here."))
