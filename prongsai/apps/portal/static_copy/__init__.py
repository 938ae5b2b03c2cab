"""The public site as files: drawn by the same builders as the live pages, written anew only where something changed."""
