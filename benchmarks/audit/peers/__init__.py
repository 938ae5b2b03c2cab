"""The three link checkers that are compared: ours, lychee and LinkChecker, each behind the same small interface."""
