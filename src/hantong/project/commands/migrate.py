"""Bring the database and the static files up to this version; `hantong serve` does it by itself."""

import typer

from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
@needs_product
def migrate() -> None:
    """Bring the database and the static files up to this version; `hantong serve` does it by itself."""
    from django.core.management import call_command

    from hantong.project.preparation import code_mark, keep_collected_mark, keep_mark

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["django_htmx"])
    keep_mark("code", code_mark())
    keep_collected_mark()
