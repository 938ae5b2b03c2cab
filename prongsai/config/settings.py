"""Django's settings; every value that differs between machines comes from prongsai.settings (docs/settings.md)."""

from pathlib import Path
from typing import Any

from prongsai.settings import ensure_secret_key, read_settings

PRONGSAI = read_settings()
PRONGSAI.home.mkdir(parents=True, exist_ok=True)
SECRET_KEY = ensure_secret_key(PRONGSAI)
DEBUG = PRONGSAI.debug

_PACKAGE = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "prongsai.web",
    "prongsai.apps.jobs",
    "prongsai.apps.cycles",
    "prongsai.apps.history",
    "prongsai.apps.accounts",
    "prongsai.apps.agencies",
    "prongsai.apps.search",
    "prongsai.apps.plans",
    "prongsai.apps.evidence",
    "prongsai.apps.handover",
    "prongsai.apps.rounds",
    "prongsai.apps.disclosure",
    "prongsai.apps.results",
    "prongsai.apps.submission",
    "prongsai.apps.portal",
    "prongsai.apps.data_out",
    "prongsai.apps.chronicle",
    "prongsai.apps.operations",
    "prongsai.apps.reminders",
]

MIDDLEWARE = [
    "prongsai.web.logs.RequestLogMiddleware",
    "prongsai.web.turns.TurnsMiddleware",
    "prongsai.web.security.ContentSecurityPolicyMiddleware",
    "prongsai.apps.portal.middleware.FormerSiteMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "prongsai.apps.data_out.middleware.ApiMiddleware",
    "prongsai.apps.portal.middleware.PublicPagesMiddleware",
    "prongsai.web.arrival.ArrivalMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "prongsai.apps.accounts.middleware.BodySizeMiddleware",
    "prongsai.apps.accounts.middleware.SetupMiddleware",
    "prongsai.apps.accounts.middleware.SeenMiddleware",
    "prongsai.apps.accounts.middleware.ReadingMiddleware",
    "prongsai.apps.accounts.middleware.OwnPasswordMiddleware",
    "prongsai.apps.agencies.middleware.AgencyMiddleware",
    "prongsai.apps.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "prongsai.apps.agencies.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "prongsai.web.person_errors.PersonErrorMiddleware",
    "prongsai.web.not_allowed.NotAllowedMiddleware",
    "prongsai.web.once.OnceMiddleware",
]

ROOT_URLCONF = "prongsai.config.urls"
WSGI_APPLICATION = "prongsai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prongsai.apps.agencies.context.agency",
                "prongsai.apps.evidence.context.notices",
            ],
            "builtins": ["prongsai.web.templatetags.reading", "prongsai.web.templatetags.quick"],
            "libraries": {"i18n": "prongsai.web.templatetags.quick_i18n"},
        },
    }
]
SILENCED_SYSTEM_CHECKS = [
    "templates.W003"
]  # "i18n" is ours on purpose; tests/web/test_quick_tags.py sees that nothing else is
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

if PRONGSAI.database.engine == "postgresql":
    _DATABASE: dict[str, Any] = {
        "ENGINE": "prongsai.web.polled_postgresql",
        "NAME": PRONGSAI.database.name,
        "USER": PRONGSAI.database.user,
        "PASSWORD": PRONGSAI.database.password,
        "HOST": PRONGSAI.database.host,
        "PORT": PRONGSAI.database.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Values go beside the statement, and the server keeps the plan of one asked often: half of its work for a hand-in.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3} if PRONGSAI.database_prepares else {},
    }
    INSTALLED_APPS.append("procrastinate.contrib.django")  # its tables; the queue of apps/jobs on PostgreSQL
else:
    _DATABASE = {
        "ENGINE": "prongsai.web.fair_sqlite3",
        "NAME": PRONGSAI.database.name,
        "CONN_MAX_AGE": 60,  # opening the file anew for each request reads the whole schema: 2.4 ms CPU
        "OPTIONS": {
            # IMMEDIATE: a writer takes the lock at the start, so two writers wait instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
DATABASES = {"default": _DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["rules.permissions.ObjectPermissionBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "prongsai.apps.accounts.blocked_passwords.ContextPasswordValidator"},
    {"NAME": "prongsai.apps.accounts.blocked_passwords.BlockedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Sign-in flows, second factors and sessions are allauth's; the pages and the delays are ours (apps/accounts).
ACCOUNT_ADAPTER = "prongsai.apps.accounts.allauth_adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_RATE_LIMITS = False  # apps/accounts/sign_in_delay.py waits for each name, place and known device
MFA_ADAPTER = "prongsai.apps.accounts.allauth_adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # phones are a little off; a code counts 30 seconds longer on both sides
MFA_TOTP_ISSUER = "prongsai"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RATE_LIMITS = False
USERSESSIONS_TRACK_ACTIVITY = False  # it writes on every request; SeenMiddleware does it every few minutes
SOCIALACCOUNT_ADAPTER = "prongsai.apps.accounts.allauth_adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SECOND_FACTOR_FRESH_MINUTES = 15
CACHES = {
    "default": {  # shared by all processes and machines: used one-time codes and "written once an hour" stand in it
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "my_work"
LOGOUT_REDIRECT_URL = "accounts:sign_in"

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("web/fonts", _PACKAGE / "data" / "fonts")]  # the web reports carry the same fonts inside them
STATIC_ROOT = PRONGSAI.home / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise looks for it at start
STORAGES = {
    "default": {"BACKEND": "prongsai.web.whole_files.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Static files are served straight from the packages: no collectstatic step, and never another release's files.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

MEDIA_ROOT = PRONGSAI.home / "files"
MEDIA_URL = ""  # files handed in are served by a view that checks access, never by address
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
EVIDENCE_MAX_BYTES = 25_000_000
REQUEST_MAX_BYTES = 10 * EVIDENCE_MAX_BYTES + 5_000_000  # as many files as one form takes
REQUEST_MAX_BYTES_OF_ANYBODY = 1_000_000  # from people who have not signed in
IMPORT_MAX_BYTES = 25_000_000
ABANDONED_IMPORT_DAYS = 7

if PRONGSAI.mail_server is not None:
    EMAIL_HOST = PRONGSAI.mail_server.host
    EMAIL_PORT = PRONGSAI.mail_server.port
    EMAIL_HOST_USER = PRONGSAI.mail_server.user
    EMAIL_HOST_PASSWORD = PRONGSAI.mail_server.password
    EMAIL_USE_TLS = PRONGSAI.mail_server.security == "starttls"
    EMAIL_USE_SSL = PRONGSAI.mail_server.security == "tls"
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = PRONGSAI.mail_from
else:  # the pages then offer what works on paper
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # any queue name

ALLOWED_HOSTS = sorted({PRONGSAI.public_host, PRONGSAI.bind_host, "127.0.0.1", "localhost", "[::1]"} - {""})
CSRF_TRUSTED_ORIGINS = [PRONGSAI.url]
SESSION_ENGINE = "prongsai.apps.accounts.session_store"
SESSION_COOKIE_SAMESITE = "Strict"  # who comes from another site passes web/arrival.py
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600  # without use
SESSION_LONGEST_DAYS = 30  # with use too
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "prongsai.web.views.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# In a signed cookie until the next page, the session only for what is too long: one transaction less in every deed.
MESSAGE_STORAGE = "prongsai.web.message_cookie.MessageStorage"
MESSAGE_COOKIE_NAME = "messages"
if PRONGSAI.is_https:
    # TLS ends at the proxy in front, which must set this header itself on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/((ready|metrics)/)?$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take cookies of these names from this very host over https only, never from a neighbour of its domain.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    MESSAGE_COOKIE_NAME = "__Host-messages"

_IS_JSON = PRONGSAI.log_format == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "prongsai.web.logs.JsonFormatter"},
        "text": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": PRONGSAI.log_format}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "prongsai.request": {"level": "INFO" if _IS_JSON else "WARNING"},
        # Django's own handlers print addresses and values as they are: everything goes through ours.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
