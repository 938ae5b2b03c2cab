"""Reads the result of an assessment from a workbook, CSV, document or text, in whatever layout the office has it."""

from prongsai.intake.results.reader import ReadResults, read_results

__all__ = ["ReadResults", "read_results"]
