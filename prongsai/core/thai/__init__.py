"""Thai digits, dates, deadlines and text."""
