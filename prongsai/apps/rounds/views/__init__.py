"""The pages of the monthly rounds: each view makes one look-up and one call."""
