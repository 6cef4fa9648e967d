"""Tests of calls outside."""
