"""The rosters' command line: `python -m hantong_planning.rostering rotating FILE.dzn --json`."""

import sys
from collections.abc import Sequence
from types import ModuleType

from hantong_planning.commands import Commands
from hantong_planning.rostering.curtois import command as curtois
from hantong_planning.rostering.design import command as design
from hantong_planning.rostering.personal import command as personal
from hantong_planning.rostering.rotating import command as rotating

PARTS: Sequence[ModuleType] = (design, rotating, curtois, personal)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` name and return the exit code.

    Each part adds its own commands and loads its solver only when called: a process starts in a tenth of a second.
    """
    commands = Commands("rostering", "Shift design, rotating cycles and personal rosters.")
    for part in PARTS:
        part.add_to(commands)
    return commands.main(words)


if __name__ == "__main__":
    sys.exit(main())
