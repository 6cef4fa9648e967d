"""Settings, addresses, wiring, timetable and commands."""
