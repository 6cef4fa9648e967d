"""One command per figure, each beside its peer or its limit in the same run; results stand in RESULTS.md."""
