"""Written work: what residents wrote waits for its answer, by the clock, for somebody who can give it."""
