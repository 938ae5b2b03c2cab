"""A second labelled site, written without reading the auditor's rules: what it says at first contact is its worth."""
