"""The watch: what changed between two visits of a page, and whether it was broken into."""
