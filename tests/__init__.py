"""Tests that are not of one room."""
