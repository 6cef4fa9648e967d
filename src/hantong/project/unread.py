"""Libraries that others read where they are installed, and that we need for nothing: left out, a start is quicker."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unread(*names: str) -> Iterator[None]:
    """Have imports inside find that `names` are not installed, unless they are read already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how Python marks what cannot be imported
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
