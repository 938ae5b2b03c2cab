"""Reads files for the personal-data gate, with all that they hide, and makes masked copies of them."""
