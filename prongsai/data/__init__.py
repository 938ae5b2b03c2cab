"""Facts from outside as files; each with its source and confidence."""
