"""Tests of the shift design."""
