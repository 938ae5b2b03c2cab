"""A deadline as a rule: the occurrences it asks for, their due days in working days, and what an edit of it changes."""
