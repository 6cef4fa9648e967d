"""The `hantong` command: each file of this folder is one sub-command, read only when it is called for."""

import ast
import errno
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import typer
from typer.core import TyperGroup

from hantong.embedded.postmaster import DatabaseUnavailable, StorageUnavailable, explain
from hantong.project.commands._bytecode import keep_bytecode
from hantong.project.commands._exits import Ended, Exit

_FOLDER = Path(__file__).parent


def command_names() -> list[str]:
    """Return the sub-commands: the files that do not begin with an underscore."""
    found = (module.name for module in iter_modules([str(_FOLDER)]))
    return sorted(name.replace("_", "-") for name in found if name[0] != "_")


def module_of(name: str) -> str:
    """Return the module that holds a sub-command's `app`."""
    return f"{__name__}.{name.replace('-', '_')}"


def _first_sentence(name: str) -> str:
    """Return what a sub-command's file says of itself, without running it."""
    tree = ast.parse((_FOLDER / f"{name.replace('-', '_')}.py").read_text())
    return (ast.get_docstring(tree) or "").partition("\n")[0]


class _Shelf(TyperGroup):
    """The sub-commands as files; the list of them imports none."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401
        """Return the names of the files, reading none."""
        return command_names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """Return a stand-in that knows only the sub-command's sentence: enough for the list."""
        if cmd_name not in self.list_commands(ctx):
            return None
        stand_in = typer.Typer(add_completion=False)
        stand_in.command(cmd_name, help=_first_sentence(cmd_name))(lambda: None)
        return typer.main.get_command(stand_in)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the sub-command itself, reading its file now."""
        if args[0] not in self.list_commands(ctx):
            return super().resolve_command(ctx, args)
        command = typer.main.get_command(import_module(module_of(args[0])).app)
        command.name = args[0]
        return args[0], command, args[1:]


app = typer.Typer(
    cls=_Shelf,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Run and look after Hantong, the one-stop public service.\n\n"
    "Each command explains itself: `hantong COMMAND --help`. Exit codes: "
    + ", ".join(f"{code.value} {code.meaning}" for code in Exit)
    + ".",
)


@app.callback()
def _hantong() -> None:
    """Carry the help text above; every sub-command is found by its file."""


def main() -> None:
    """Run the `hantong` command and end with its exit code."""
    keep_bytecode()
    try:
        app(prog_name="hantong")
    except Ended as ended:
        _end(str(ended), ended.code)
    except StorageUnavailable as refused:
        _end(str(refused), Exit.STORAGE)
    except DatabaseUnavailable as refused:
        _end(str(refused), Exit.DATABASE)
    except _refusals() as refused:
        _end(str(refused), Exit.REFUSED)
    except OSError as refused:
        if refused.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES):
            raise
        _end(explain(refused, Path.cwd()), Exit.STORAGE)


def _refusals() -> tuple[type[Exception], ...]:
    """Return the refusals of the house if a command has read them: Django is not read for their sake."""
    errors = sys.modules.get("hantong.kit.errors")
    return (errors.Refused,) if errors else ()


def _end(line: str, code: Exit) -> None:
    sys.stderr.write(f"{line}\n")
    sys.exit(code)
