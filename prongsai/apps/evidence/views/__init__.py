"""The pages of evidence and notices: each view makes one look-up and one call."""
