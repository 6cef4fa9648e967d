"""Tests of the rotating rosters."""
