"""`make bench`: every figure, one after the other; `make bench ARGS="create_case memory"` for some."""

import subprocess
import sys

ALL = (
    "create_case",
    "import_boston",
    "lifecycle",
    "pages",
    "s1_table",
    "memory",
    "first_page",
    "desk",
    "storm",
    "inbound",
    "texts",
)


def main() -> None:
    """Run each command in a process of its own, so that none disturbs the next."""
    for name in sys.argv[1:] or ALL:
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)


if __name__ == "__main__":
    main()
