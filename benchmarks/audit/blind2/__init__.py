"""A third labelled site, of real-looking office pages, written by someone who had not read the auditor's rules."""
