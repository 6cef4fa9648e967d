"""A channel that exists only in the tests: one folder and one line make one."""
