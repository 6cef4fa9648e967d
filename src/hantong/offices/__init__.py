"""Jurisdictions, departments, places, desks, opening hours, holidays and who works where."""
