"""Tests of personal rosters."""
