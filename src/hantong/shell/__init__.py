"""The look of every page: base pages, pieces, style sheets and scripts, without any domain noun."""
