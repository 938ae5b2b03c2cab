"""The pages of the assessment's form: each view makes one look-up and one call."""
