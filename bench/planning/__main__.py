"""Runs the planning figures that are named, or all of them: `python -m bench.planning staffing rotating`."""

import importlib
import pkgutil
import sys

import bench.planning


def main(names: list[str]) -> int:
    """Run each figure's `main()` and return the exit code."""
    known = sorted(module.name for module in pkgutil.iter_modules(bench.planning.__path__) if module.name[0] != "_")
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"no such figure: {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    for name in names or known:
        print(f"== {name}", flush=True)
        importlib.import_module(f"bench.planning.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
