"""All settings, from the environment alone; a wrong value fails at start with the variable's name."""

from urllib.parse import urlsplit

import environ

from helpdesk import database
from helpdesk.environment import BASE_DIR, state_folder

env = environ.Env()

VAR_DIR = state_folder()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="not-yet")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

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
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "agents.middleware.AgentMiddleware",
    "agents.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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

DATABASES = {
    "default": env.db_url("DATABASE_URL")
    if env.str("DATABASE_URL", "")
    else database.connection_settings(VAR_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
MFA_ADAPTER = "agents.sign_in.second_factor.MFAAdapter"
MFA_TOTP_ISSUER = urlsplit(SITE_URL).netloc
REQUIRE_ADMIN_MFA = env.bool("REQUIRE_ADMIN_MFA", default=not DEMO)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
AGENT_IDLE_MINUTES = env.int("AGENT_IDLE_MINUTES", default=0)  # 0: agents stay signed in
AUDIT_RETENTION_DAYS = env.int("AUDIT_RETENTION_DAYS", default=730)
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

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "helpdesk.deferring.join_transactions"

USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
LANGUAGE_CODE = "en"
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"

UPLOAD_MAX_FILES = env.int("UPLOAD_MAX_FILES", default=10)
UPLOAD_MAX_SIZE = env.int("UPLOAD_MAX_SIZE", default=25_000_000)  # bytes, each file
UPLOAD_MAX_TOTAL = env.int("UPLOAD_MAX_TOTAL", default=50_000_000)  # bytes, all files of one form
FILE_UPLOAD_HANDLERS = [
    "tickets.files.intake.CappedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# what visitors who have proven nothing may ask for within an hour (tickets/center/limits.py)
GUEST_TICKETS_PER_NETWORK = env.int("GUEST_TICKETS_PER_NETWORK", default=30)
GUEST_TICKETS_PER_ADDRESS = env.int("GUEST_TICKETS_PER_ADDRESS", default=6)
STATUS_CHECKS_PER_NETWORK = env.int("STATUS_CHECKS_PER_NETWORK", default=30)
STATUS_CHECKS_PER_ADDRESS = env.int("STATUS_CHECKS_PER_ADDRESS", default=5)
AUTORESPONSES_PER_HOUR = env.int("AUTORESPONSES_PER_HOUR", default=5)  # letters to one person
ACCESS_LINKS_PER_HOUR = env.int("ACCESS_LINKS_PER_HOUR", default=5)  # letters to one person

MAIL_ATTACHMENTS_MAX_TOTAL = env.int("MAIL_ATTACHMENTS_MAX_TOTAL", default=7_000_000)  # bytes in one letter

if DEMO:  # no letter leaves the machine: each is shown at /demo/mail/
    EMAIL_BACKEND = "helpdesk.demo.mailbox.EmailBackend"
DEMO_MAIL_FOLDER = VAR_DIR / "demo-mail"
