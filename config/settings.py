"""Everything read from the environment, on one page. Tests and production differ by variables alone."""

import sys
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import address, embedded, keys, roles, words

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

TESTING = "pytest" in sys.modules
COMMAND = sys.argv[1] if len(sys.argv) > 1 else ""
# The tests keep a database server of their own, so that stopping `make run` never cuts them.
LOCAL_DIR = Path(env("LOCAL_DIR", default=str(BASE_DIR / ".local"))) / ("test" if TESTING else "")
EMBEDDED = not address.is_given("DATABASE_URL")

# --- Keys -----------------------------------------------------------------------------------------------
if COMMAND == "collectstatic":
    # Files alone: no database, and keys that encrypt nothing.
    DATABASE_HOST, _made = "", {"SECRET_KEY": "unused", "FIELD_KEYS": "unused:"}
elif EMBEDDED:
    DATABASE_HOST = str(embedded.start(LOCAL_DIR, lasting=not TESTING))
    _made = embedded.keys(LOCAL_DIR)
else:
    DATABASE_HOST, _made = "", {}


def _key(name: str) -> str:
    value = env(name, default=_made.get(name, ""))
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment; docs/running.md says how to make one.")
    return value


SECRET_KEY = _key("SECRET_KEY")
# "id:base64 of 32 bytes", comma-separated; the first encrypts, all decrypt.
FIELD_KEYS = keys.read(_key("FIELD_KEYS"))
# What partners and relatives say is sealed apart. Unset: keys made from those above (docs/running.md, Keys).
PARTNER_KEYS = keys.of_the_wing(
    env("PARTNER_KEYS", default="") or _made.get("PARTNER_KEYS", ""), below=FIELD_KEYS
)

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=False)
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] + ["testserver"] * TESTING
)
CSRF_FAILURE_VIEW = "services.api.errors.form_refused"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

# --- Database -------------------------------------------------------------------------------------------
DATABASE_ROLES = roles.ROLES
OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "flush", "roles"}
WORKER_COMMANDS = {"dispatch"}
if TESTING or COMMAND in OWNER_COMMANDS:
    DATABASE_ROLE = DATABASE_ROLES["owner"]
elif "celery" in Path(sys.argv[0]).name or COMMAND in WORKER_COMMANDS:
    DATABASE_ROLE = DATABASE_ROLES["worker"]
else:
    DATABASE_ROLE = DATABASE_ROLES["app"]


def _database() -> dict:
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env("TEST_DATABASE", default="test_alongside")},
        "OPTIONS": {},
    }
    if EMBEDDED:
        return common | {"HOST": DATABASE_HOST, "NAME": "alongside", "USER": DATABASE_ROLE}
    owner_too = address.is_given("DATABASE_OWNER_URL")
    if DATABASE_ROLE == DATABASE_ROLES["owner"] and owner_too:
        return common | address.database("DATABASE_OWNER_URL")
    login = address.database("DATABASE_URL")
    # With one address alone, its login steps into the role; a login that is a role of ours is left as it is.
    if not owner_too and login["USER"] not in DATABASE_ROLES.values():
        login["OPTIONS"] |= {"options": f"-c role={DATABASE_ROLE}"}
    return common | login


def _reports_database() -> dict:
    """A second connection, for the figures of the reports alone: a replica, as the role that only reads."""
    login = address.database("REPORTS_DATABASE_URL")
    options = "-c default_transaction_read_only=on"
    if login["USER"] not in DATABASE_ROLES.values():
        options += f" -c role={DATABASE_ROLES['reports']}"
    login["OPTIONS"] |= {"options": options}
    return DATABASES["default"] | login


DATABASES = {"default": _database()}
# Migrations, and tests, which make their own, have nothing to do there.
if address.is_given("REPORTS_DATABASE_URL") and DATABASE_ROLE != DATABASE_ROLES["owner"]:
    DATABASES["reports"] = _reports_database()

# --- The house ------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "services",
    "programs",
    "referrals",
    "followups",
    "partners",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "bootstrap",
    "django_htmx",
    "heroicons",
    "allauth",
    "allauth.account",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
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
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "services.middleware.clean_words",
    "services.middleware.private_pages",
    "services.limits.within_limits",
    "services.middleware.behind_the_wall",
    "reports.middleware.figures_may_be_away",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "services.templatetags.icons",
                "services.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "services.context.frame",
            ],
        },
    }
]

# Widgets are ours to look at, too: templates/django/forms.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Which men a person may see: each floor answers for its own facts (services cannot look up to them).
OWN_MEN = [
    "services.access.covered_men",
    "programs.access.own_men",
    "referrals.access.own_men",
    "followups.access.own_men",
]

# What stands beside the house tells its own part of the demo.
DEMO_ALSO = ["partners.demo.tell"]

# Which men he or she does not see, whatever else would say so: somebody has said that they must not meet.
NOT_THEIR_MEN = ["referrals.access.not_their_men"]

# What /readyz asks: the floors above know of work that is late.
HEALTH = [
    "services.health.standing_still",
    "services.health.broker",
    "followups.health.late_crises",
    "reports.health.figures",
]

# What has to happen at once when a word of danger is kept on a referral: each is called in the same transaction.
ON_DANGER = ["followups.actions.risks.open_for"]

# --- Accounts: by invitation, outside the wall (nobody is known yet when somebody logs in) ----------------
AUTH_USER_MODEL = "services.Staff"
AUTHENTICATION_BACKENDS = ["services.accounts.PeopleOnly"]
ACCOUNT_ADAPTER = "services.accounts.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "services.account_forms.SignIn",
    "reset_password": "services.account_forms.AskForPassword",
    "reset_password_from_key": "services.account_forms.NewPassword",
    "change_password": "services.account_forms.ChangePassword",
}
# An inbox may be read by somebody else: no subject says where it comes from.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# allauth counts in a cache, which one process keeps for itself and a server may lose: we count ourselves (LIMITS).
ACCOUNT_RATE_LIMITS = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Headers --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Words, days, files -----------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Each in its own words: whoever looks for theirs may read no other.
LANGUAGES = [
    ("en", "English"),
    ("en-ca", "English (Canada)"),
    ("en-au", "English (Australia)"),
    ("fr-ca", "Français (Canada)"),
]
LOCALE_PATHS = [words.LOCALE]
words.compile_changed()
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
PHONENUMBER_DB_FORMAT = "E164"

# --- Work in the background: the row is the queue, Celery only wakes somebody (config/celery.py) ------------
REDIS_URL = env("REDIS_URL", default="")

# --- How much is too much: so often in so many seconds, counted in PostgreSQL (services/limits.py) --------------
LIMITS = {
    "api": (env.int("LIMIT_API", default=600), 60),
    "api_signed_out": (env.int("LIMIT_API_SIGNED_OUT", default=60), 60),
    # Messages at the doors from outside: from one address, and for one service from everywhere.
    "door": (env.int("LIMIT_DOOR", default=6), 5 * 60),
    "door_all": (env.int("LIMIT_DOOR_ALL", default=120), 60 * 60),
    "password": (5, 5 * 60),
    "password_reset": (5, 15 * 60),
}
# How many proxies of ours stand before us: so many last entries of X-Forwarded-For are theirs, the rest is hearsay.
PROXIES = env.int("PROXIES", default=1 if HTTPS else 0)

# --- Outside world ------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="") or "no-reply@localhost"

# --- Couples work waits for whoever speaks with his partner: a function that says yes (programs/actions/sign_offs.py) ---
# Whom he must not meet: each names the groups in which a man must not sit (programs/actions/fitting.py), and nobody
# who places him hears which one spoke. The others say whether somebody must not run a group.
PLACEMENT_CHECKS = ["referrals.questions.kept_apart.unfit"]
STAFFING_CHECKS = ["referrals.questions.kept_apart.unfit_staff"]

COUPLES_SIGN_OFF = env("COUPLES_SIGN_OFF", default="programs.actions.sign_offs.never")

# --- API ------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "services.api.authentication.Token",
        "services.api.authentication.Session",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "services.api.errors.answer",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Alongside",
    "DESCRIPTION": "Program delivery for men's relationship services.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # Codes that many fields share, each under one name.
    "ENUM_NAME_OVERRIDES": {
        "ReferralStatus": "referrals.models.referral.Status",
        "EnrollmentStatus": "programs.models.enrollment.Status",
        "SessionStatus": "programs.models.group_session.Status",
        "NoteStatus": "programs.models.progress_note.Status",
        "FollowUpStatus": "followups.models.follow_up.Status",
        "ProgramKind": "programs.models.program.Kind",
        "FollowUpKind": "followups.models.follow_up.Kind",
        "ContactKind": "services.models.contact_rule.Kind",
        "ExitReason": "programs.models.enrollment.ExitReason",
        "AppointmentKind": "programs.models.appointment.Kind",
        "AttendanceOutcome": "programs.models.attendance.Outcome",
        "ContactOutcome": "referrals.models.contact_attempt.Outcome",
        "ContactChannel": "referrals.models.contact_attempt.Channel",
        "ReferralChannel": "referrals.models.referral.Channel",
        "OrderKind": "referrals.models.mandate.Kind",
        "OfficeKind": "referrals.models.referrer.Kind",
    },
}

# --- Logs: ids only, never names or words -------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "services.logs.WhereNotWho", "format": "{levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
