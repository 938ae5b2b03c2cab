"""Django settings, URLs and WSGI entry; values come from prongsai.settings."""
