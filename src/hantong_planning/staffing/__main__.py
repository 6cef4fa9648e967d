"""The command line of staffing: `python -m hantong_planning.staffing erlang|agents|pool|… --help`."""

import sys

from hantong_planning.commands import Commands
from hantong_planning.staffing.commands import days, many_centres, mixes, one_queue


def commands() -> Commands:
    """Return the sub-commands of staffing."""
    every = Commands("staffing", "How many people a service needs.")
    for module in (one_queue, many_centres, days, mixes):
        module.add(every)
    return every


if __name__ == "__main__":
    sys.exit(commands().main())
