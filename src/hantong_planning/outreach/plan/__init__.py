"""Mobile teams over a month or a year: which site is visited by whom on which day, and the way there."""
