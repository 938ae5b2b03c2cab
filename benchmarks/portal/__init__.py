"""What the public site costs: its pages beside Wagtail's, its static copy, and how soon a phone shows it."""
