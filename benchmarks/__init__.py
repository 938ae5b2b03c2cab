"""Measurements behind every claim of speed; docs/benchmarks.md holds the last figures with the commands."""
