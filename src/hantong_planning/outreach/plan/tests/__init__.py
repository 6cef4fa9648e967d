"""Tests of the plan of visits."""
