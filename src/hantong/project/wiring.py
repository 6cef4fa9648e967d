"""What follows from what: every event and those who listen, each called by a job of its own after the commit."""

from collections.abc import Mapping

from hantong.kit.events import Event, Listener

LISTENERS: Mapping[type[Event], tuple[Listener, ...]] = {}
