"""Reads what an agency already has (text, HTML, DOCX, XLSX, CSV, PDF) into a plan, with findings."""
