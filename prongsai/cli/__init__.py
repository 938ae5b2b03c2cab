"""The `prongsai` command."""
