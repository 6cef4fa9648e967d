"""Where Python keeps what it compiled: every process starts in a third of the time with it."""

import os
import sys

from hantong.embedded.server import var_folder


def keep_bytecode() -> None:
    """Keep compiled code in the var folder where it may not lie beside its sources, for children as well."""
    if not sys.dont_write_bytecode:
        return
    folder = sys.pycache_prefix or str(var_folder() / "bytecode")
    sys.dont_write_bytecode, sys.pycache_prefix = False, folder
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}
