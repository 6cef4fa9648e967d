"""How the event loop is compiled: quickly, without counting references, and anew whenever its source has changed."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

from numba import njit

OPTIONS: dict[str, Any] = {"_nrt": False, "error_model": "numpy"}
"""Nothing is allocated in the loop, so nothing has to be counted: counting each array in each call would take most of the time."""
COMPILED = ("agenda", "arrivals", "compiled", "contacts", "floor", "loop", "queues", "randomness", "service")
inner = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS)
"""Compiles a function that only compiled functions call; cheap to call when it takes few arrays."""
part = njit(inline="always", **OPTIONS)
"""Makes a function part of the one that calls it, so that rules, floor and book are not passed; for the hot path, which is called once."""


def source_mark() -> int:
    """Return a number that changes with any compiled source."""
    digest = blake2b(digest_size=7)
    for name in COMPILED:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return int.from_bytes(digest.digest(), "little") | 1
