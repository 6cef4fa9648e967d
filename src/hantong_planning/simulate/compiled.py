"""How the event loop is compiled: the inner functions without a way in from Python, which takes most of the time."""

from __future__ import annotations

from numba import njit

inner = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compiles a function that only compiled functions call."""
