"""Django's settings; every value that differs between machines comes from prongsai.settings."""

from prongsai.settings import ensure_secret_key, read_settings

PRONGSAI = read_settings()
SECRET_KEY = ensure_secret_key(PRONGSAI)
INSTALLED_APPS: list[str] = []
USE_TZ = True
