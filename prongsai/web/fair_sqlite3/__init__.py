"""Django's SQLite, with writers that wait in turn (base.py)."""
