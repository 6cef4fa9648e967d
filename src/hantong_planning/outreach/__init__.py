"""Where and when mobile teams stand, and the routes they drive: `python -m hantong_planning.outreach --help`."""
