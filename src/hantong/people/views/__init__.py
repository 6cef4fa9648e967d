"""Pages about residents: found, shown, changed, merged, held, exported, erased."""
