"""The public API, version 1: read what is public, write drafts with a key."""
