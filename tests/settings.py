"""Django's settings for tests: the product's own, with the data in a temporary folder and quick password hashing."""

import os
import tempfile

os.environ.setdefault("PRONGSAI_HOME", tempfile.mkdtemp(prefix="prongsai-test-"))
for _name in (
    "PRONGSAI_URL",
    "PRONGSAI_BIND",
    "PRONGSAI_SECRET_KEY_FILE",
    "PRONGSAI_DEBUG",
    "PRONGSAI_AUDIT_ALLOW_HOSTS",
    "PRONGSAI_AUDIT_HOST_GAP_S",
    "PRONGSAI_BLOCKED_PASSWORDS_FILE",
    "PRONGSAI_SECOND_FACTOR_GRACE_DAYS",
    "PRONGSAI_OIDC_ISSUER",
    "PRONGSAI_SMTP_URL",
    "PRONGSAI_MAIL_FROM",
    "PRONGSAI_LOG",
    "PRONGSAI_METRICS_TOKEN",
    "PRONGSAI_CLAMD",
    "PRONGSAI_CLAMD_DOWN",
    "PRONGSAI_UPLOADS_IN_TEN_MINUTES",
    "PRONGSAI_LINE_TOKEN_FILE",
    "PRONGSAI_LINE_SECRET_FILE",
    "PRONGSAI_LINE_URL",
    "PRONGSAI_WEBHOOK_ALLOW_HOSTS",
    "PRONGSAI_TSA_URL",
    "PRONGSAI_TSA_CA_FILE",
):
    os.environ.pop(_name, None)

from prongsai.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: writers in other threads (live server, concurrency tests) meet real locks.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["PRONGSAI_HOME"], "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
