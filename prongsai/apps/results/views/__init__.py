"""The pages of results: each view makes one look-up and one call."""
