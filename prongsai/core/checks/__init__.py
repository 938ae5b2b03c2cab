"""Checks of a plan: one rule a file; `run_checks` runs them all."""
