"""What every room stands on: errors, events, jobs, ids, text and the embedded database; no domain nouns."""
