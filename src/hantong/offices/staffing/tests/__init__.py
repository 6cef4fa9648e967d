"""Tests of the pages of staff and posts."""
