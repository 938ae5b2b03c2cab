"""The pages of reminders: each view makes one look-up and one call."""
