"""What a change of the calendar would bring about in other rooms, told before it is made."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from hantong.kit.editions import forget_edition
from hantong.offices.events import CalendarChanged

Effect = Callable[[CalendarChanged], str]


def effects_of(act: Callable[[], object], event: CalendarChanged) -> list[str]:
    """Make a change, ask every room in the wiring what it would bring about, and take the change back.

    Each answer is a sentence in the reader's language. Raises what `act` refuses.
    """
    effects: tuple[str, ...] = import_string(settings.HANTONG_CALENDAR_EFFECTS)
    try:
        with transaction.atomic():
            act()
            forget_edition()
            said = [_effect(path)(event) for path in effects]
            transaction.set_rollback(True)
    finally:
        forget_edition()
    return said


def _effect(path: str) -> Effect:
    found: Effect = import_string(path)
    return found
