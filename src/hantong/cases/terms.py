"""The terms of service that hold for every matter: how long an offer stands, how long one may reopen."""

from datetime import timedelta

OFFER_WORKING_MIN = 4 * 60
URGENT_OFFER_WORKING_MIN = 30
REOPEN_WITHIN = timedelta(days=14)
UNTAKEN_WITHIN = timedelta(hours=24)
DUPLICATES_WITHIN = timedelta(days=3)
DUPLICATES_RADIUS_M = 150
MAX_EXTENSIONS = 2
UNDO_S = 10  # how long an answer can be taken back after it was sent
LONGEST_SCHEDULE = timedelta(days=30)
DRAFTING_LATELY = timedelta(minutes=30)
