"""The jobs of the figures."""

from procrastinate.contrib.django import app

from hantong.reports.folding import fold


@app.task(name="fold_tallies", queueing_lock="fold_tallies")
def fold_tallies(timestamp: int) -> None:
    """Fold the tallies of each day into one row per key, so that the ledger stays short."""
    fold()
