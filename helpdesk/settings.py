"""All settings, from the environment alone; a wrong value fails at start with the variable's name.

Every variable is described in docs/deployment.md. Where the default is not the safe one for a desk that
others can reach, that desk must set it: there DATABASE_URL is set, and so must be what depends on it.
"""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from helpdesk import database
from helpdesk.environment import BASE_DIR, Environment, is_loopback, kept_secret, state_folder

env = Environment()

VAR_DIR = state_folder()
DEBUG = env.switch("DEBUG", default=False)

# Where it runs: a desk of its own on this machine, or one that others reach.
IS_EMBEDDED = not env.has("DATABASE_URL")
DATABASES: dict[str, dict[str, Any]] = {
    "default": database.connection_settings(VAR_DIR) if IS_EMBEDDED else env.postgresql("DATABASE_URL")
}
BIND = env.text("BIND", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
WEB_WORKERS = env.number("WEB_WORKERS", 2, least=1, most=256)  # processes
WEB_THREADS = env.number("WEB_THREADS", 4, least=1, most=256)  # of each
_demo_anyway = env.switch("DEMO_ANYWAY", default=False)
_is_for_trying = IS_EMBEDDED or _demo_anyway or DEBUG
SITE_URL = env.site(
    "SITE_URL",
    f"http://127.0.0.1:{PORT}" if _is_for_trying else None,
    because="with a DATABASE_URL others may reach the desk, and every link is made from it, for example "
    "https://help.example.com (to develop, set DEBUG=1 instead)",
)
_site = urlsplit(SITE_URL)
_site_host = _site.hostname or ""
IS_SECURE = _site.scheme == "https"
IS_LOCAL = is_loopback(_site_host) and is_loopback(BIND)

DEMO = env.switch("DEMO", default=IS_LOCAL and (IS_EMBEDDED or _demo_anyway))
if DEMO and not IS_LOCAL:
    raise ImproperlyConfigured(
        "DEMO=1 is refused where others could sign in with the demo's passwords: SITE_URL and BIND must "
        "name this machine alone, such as http://127.0.0.1:8000 and 127.0.0.1."
    )
if DEMO and not IS_EMBEDDED and not _demo_anyway:
    raise ImproperlyConfigured(
        "DEMO=1 is refused with DATABASE_URL, whose database may be reached by others: "
        "unset one of them, or set DEMO_ANYWAY=1."
    )

# Secrets and addresses
SECRET_KEY = env.text(
    "SECRET_KEY",
    kept_secret(VAR_DIR / "secret_key") if _is_for_trying and not env.has("SECRET_KEY") else None,
    because="fifty random characters that stay the same",
)
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters, better fifty, all random.")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = sorted({_site_host, "127.0.0.1", "localhost", "[::1]"})  # the latter for health checks
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, most=10)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "helpdesk",
    "helpdesk.ui",
    "tickets",
    "agents",
    "sla",
    "helpdesk.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "helpdesk.compression.PageCompression",
    "csp.middleware.CSPMiddleware",
    "helpdesk.limits.RequestSizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "agents.sign_in.signed_out.SignInRequired",
    "agents.middleware.AgentMiddleware",
    "agents.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "helpdesk.errors.ImpatientDatabase",
    "allauth.account.middleware.AccountMiddleware",
    "helpdesk.ui.middleware.DialogRedirects",
    "agents.sign_in.idle.IdleMiddleware",
    "agents.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "helpdesk.urls"
WSGI_APPLICATION = "helpdesk.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpdesk.context.common",
                "agents.sign_in.context.demo_sign_ins",
            ],
        },
    },
]
CSRF_FAILURE_VIEW = "helpdesk.errors.csrf_failure"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a connection that died is replaced, not served
_options = DATABASES["default"].setdefault("OPTIONS", {})
# What is asked again and again is planned once for a connection: planning was half of what PostgreSQL did.
_options |= {"server_side_binding": True, "prepare_threshold": 5}
_pool = env.number("DATABASE_POOL", 8)  # connections of a process at most
if _pool:
    _options["pool"] = {"min_size": 1, "max_size": _pool, "timeout": 5}
_patience = env.number("STATEMENT_TIMEOUT", 0)  # seconds; set for the web (helpdesk/wsgi.py)
if _patience:
    _limits = {
        "statement_timeout": _patience,
        "lock_timeout": 5,
        "idle_in_transaction_session_timeout": 60,
    }
    _flags = (f"-c {name}={seconds}s" for name, seconds in _limits.items())
    _options["options"] = " ".join([*filter(None, [_options.get("options")]), *_flags])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # shared by all processes, for limits
        "LOCATION": "cache_entry",  # made by helpdesk/migrations
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
FILES_BY_REDIRECT = False
if env.has("STORAGE_URL"):
    if find_spec("storages") is None:
        raise ImproperlyConfigured("STORAGE_URL needs what requirements-s3.txt lists: install it first.")
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": env.bucket("STORAGE_URL"),
    }
    FILES_BY_REDIRECT = True  # to an address that the bucket signed, once we know that the reader may

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.text("STATIC_ROOT", str(VAR_DIR / "static"))

# Jobs
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "helpdesk.deferring.join_transactions"
# How many at a time in one worker process.
JOB_QUEUES = {"publish": 2, "send": 2, "watch": 1, "fetch": 1, "slow": 1}

# Sessions and the browser
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
if IS_SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
elif IS_LOCAL and PORT != 8000:
    SESSION_COOKIE_NAME = f"sessionid_{PORT}"  # browsers don't part cookies by port: two desks, two names
SECURE_SSL_REDIRECT = IS_SECURE and TRUSTED_PROXIES > 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
# Whether the whole domain is served by https, for ever, is not for one of its hosts to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF, NONCE],  # the nonce is for Trix, which brings a style of its own
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# What may come in at once
UPLOAD_MAX_FILES = env.number("UPLOAD_MAX_FILES", 10)
UPLOAD_MAX_SIZE = env.number("UPLOAD_MAX_SIZE", 25_000_000)  # bytes, each file
UPLOAD_MAX_TOTAL = env.number("UPLOAD_MAX_TOTAL", 50_000_000)  # bytes, all files of one form
REQUEST_MAX_SIZE = 4 * UPLOAD_MAX_TOTAL  # more than forms take, so that they can answer beside the field
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # bytes, all fields of one form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = [
    "tickets.files.intake.CappedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# What visitors who have proven nothing may ask for within an hour (tickets/center/limits.py)
GUEST_TICKETS_PER_NETWORK = env.number("GUEST_TICKETS_PER_NETWORK", 30)
GUEST_TICKETS_PER_ADDRESS = env.number("GUEST_TICKETS_PER_ADDRESS", 6)
STATUS_CHECKS_PER_NETWORK = env.number("STATUS_CHECKS_PER_NETWORK", 30)
STATUS_CHECKS_PER_ADDRESS = env.number("STATUS_CHECKS_PER_ADDRESS", 5)
AUTORESPONSES_PER_HOUR = env.number("AUTORESPONSES_PER_HOUR", 5)  # letters to one person
ACCESS_LINKS_PER_HOUR = env.number("ACCESS_LINKS_PER_HOUR", 5)  # letters to one person

# Mail
_mail: dict[str, Any] = {
    "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "EMAIL_FILE_PATH": str(VAR_DIR / "mail"),
}
if env.has("EMAIL_URL") or not (IS_LOCAL or DEBUG):
    _mail = env.mail(
        "EMAIL_URL", because="letters leave by it, for example smtp+tls://user:password@mail.example.com:587"
    )
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH")
EMAIL_TIMEOUT = 30
DEMO_MAIL_FOLDER = VAR_DIR / "demo-mail"
if DEMO:  # no letter leaves the machine: each is shown at /demo/mail/
    EMAIL_BACKEND = "helpdesk.demo.mailbox.EmailBackend"
MAIL_ATTACHMENTS_MAX_TOTAL = env.number("MAIL_ATTACHMENTS_MAX_TOTAL", 7_000_000)  # bytes in one letter
_mail_domain = "localhost" if is_loopback(_site_host) else _site_host
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender("DEFAULT_FROM_EMAIL", f"helpdesk@{_mail_domain}")

# Languages and time
USE_TZ = True
TIME_ZONE = env.zone("TIME_ZONE", "Europe/London" if DEMO else "UTC")  # the demo's bank is there
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

# accounts: who gets in and how (agents/sign_in)
AUTH_USER_MODEL = "agents.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # what an import brings along; renewed at sign-in
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/tickets/"
AGENT_LOGIN_REDIRECT_URL = "/panel/"
ACCOUNT_ADAPTER = "agents.sign_in.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "agents.sign_in.forms.SignupForm",
    "confirm_email_verification_code": "agents.sign_in.forms.ConfirmEmailForm",
    "reset_password_from_key": "agents.sign_in.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# A code proves the address to the browser that signed up. A link would prove it for whoever typed
# the address, and somebody else's curious click would open their tickets to a stranger.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True  # complete, since verification is mandatory
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "agents.sign_in.second_factor.MFAAdapter"
MFA_TOTP_ISSUER = _site.netloc
REQUIRE_ADMIN_MFA = env.switch("REQUIRE_ADMIN_MFA", default=not DEMO)
AGENT_IDLE_MINUTES = env.number("AGENT_IDLE_MINUTES", 0)  # 0: agents stay signed in
AUDIT_RETENTION_DAYS = env.number("AUDIT_RETENTION_DAYS", 730)
DEMO_PASSWORD = "helpdesk-demo"  # noqa: S105  known to everybody; it opens nothing outside demo mode
DEMO_SIGN_INS = [
    {"email": email, "who": who, "password": DEMO_PASSWORD}
    for email, who in [
        ("john@example.com", "Agent"),
        ("jane@example.com", "Agent"),
        ("admin@example.com", "Administrator"),
        ("james@example.com", "Requester"),
        ("cfo@example.com", "Requester"),
    ]
]

# Words for whoever runs the desk, on the standard error stream
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "helpdesk.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {
        "refusals": {"()": "helpdesk.logs.RefusalsInOneLine"},
        "lost_database": {"()": "helpdesk.logs.LostDatabaseInOneLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals", "lost_database"],
        },
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "procrastinate": {"level": "WARNING"},  # else two lines a job
        "psycopg.pool": {"level": "ERROR"},  # what it can't mend by trying again arrives as an exception
    },
}
