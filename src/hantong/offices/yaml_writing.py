"""Writing plain values as YAML that people like to read: short things in one line, long texts in blocks."""

from collections.abc import Mapping
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Indents lists below their name and never writes aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists too."""
        super().increase_indent(flow, False)


class Flow(dict[str, Any]):
    """A mapping in one line."""


class FlowList(list[Any]):
    """A list in one line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _flow(dumper: yaml.SafeDumper, value: Flow) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


def _flow_list(dumper: yaml.SafeDumper, value: FlowList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Flow, _flow)
_Dumper.add_representer(FlowList, _flow_list)


def written_yaml(value: Mapping[str, object], *, head: str = "") -> str:
    """Give `value` as YAML, with a comment on top; nothing is sorted and nothing is folded."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False
    )
    return "".join(f"# {line}\n" for line in head.splitlines()) + text


def kept(value: Mapping[str, object]) -> dict[str, object]:
    """Give the mapping without what is empty: None, "", and empty lists and mappings."""
    return {name: each for name, each in value.items() if each not in (None, "", [], {}, ())}
