"""Django apps, one a capability, in order of import: history, accounts, agencies, plans."""
