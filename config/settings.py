"""Settings. `make run` sets AVER_DEMO, a deployment AVER_PRODUCTION; what varies comes from `config.env`."""

import logging
import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from config import env
from config.env import BadSetting

BASE_DIR = env.ROOT
IS_DEMO = env.flag("AVER_DEMO")
DEBUG = False
CODE_VERSION = "0.1.0"

DEMO_SECRET = "demo-only-not-a-secret"
SECRET_KEY = os.environ.get("SECRET_KEY", DEMO_SECRET)


def _refuse_demo_secret_in_production() -> None:
    if env.flag("AVER_PRODUCTION") and (SECRET_KEY == DEMO_SECRET or len(SECRET_KEY) < 50):
        raise BadSetting(
            "SECRET_KEY: production needs a secret of its own of at least 50 characters; see .env.example."
        )


_refuse_demo_secret_in_production()

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",
    "api",
    "claims",
    "sources",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.spare_threads.SpareThreads",
    "config.policy.tell_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "api.budgets.tell_budget",
    "api.error_pages.Outages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

_endpoints = env.endpoints()
DATABASES = {"default": env.database(_endpoints.database_url)}
if _endpoints.database_owner_url:
    DATABASES["owner"] = env.database(_endpoints.database_owner_url, "DATABASE_OWNER_URL")

DEMO_PEPPERS = "demo:demo-only-not-a-pepper"
API_KEY_PEPPERS = env.peppers("API_KEY_PEPPERS", _endpoints.api_key_peppers or DEMO_PEPPERS)
HAS_DEMO_PEPPER = "demo" in API_KEY_PEPPERS
API_KEY_RATE = env.whole_number("API_KEY_RATE", 600)


def _refuse_demo_peppers_in_production() -> None:
    if env.flag("AVER_PRODUCTION") and (HAS_DEMO_PEPPER or min(map(len, API_KEY_PEPPERS.values())) < 32):
        raise BadSetting(
            "API_KEY_PEPPERS: production needs secrets of its own of at least 32 characters, written ID:SECRET; "
            "see .env.example."
        )


_refuse_demo_peppers_in_production()
# Seconds after which the database stops a statement of the web (config.wsgi sets it); 0: never.
STATEMENT_TIMEOUT = env.whole_number("STATEMENT_TIMEOUT", 10, at_most=3600)

# How many requests one process of the web answers at once; granian reads the same variable. 0: not known.
WEB_THREADS = env.whole_number("GRANIAN_BLOCKING_THREADS", 0)

PASSWORD_HASHERS = [
    "config.signin.Argon2Hasher",
    # Whoever has a password under this one gets Argon2 at their next sign-in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "config.rights.Rights"]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "api.error_pages.csrf_failure"

SESSION_ENGINE = "config.sessions"
# A shift. Not prolonged by use: a session that somebody has taken ends with the day.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would ask everybody who follows a link from a message to sign in

# Only then does X-Forwarded-For say who is asking, and X-Forwarded-Proto how; else anybody could write them.
BEHIND_TLS_PROXY = env.flag("BEHIND_TLS_PROXY")

AXES_HANDLER = "config.signin.Attempts"
AXES_LOCKOUT_CALLABLE = "config.signin.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.signin.client_address"
# A name is closed for the address that failed with it: nobody can lock a colleague out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page has said until when
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the log tells of successes; a table of who worked when would need a keeper
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = None if IS_DEMO else BASE_DIR / "staticfiles"
# The demo serves from the apps' own folders, so that a fresh clone needs no collectstatic.
WHITENOISE_USE_FINDERS = IS_DEMO
WHITENOISE_AUTOREFRESH = False
if not IS_DEMO and env.flag("AVER_PRODUCTION"):
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# A document of 10 MB as JSON: escapes can make it several times as long on the wire.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1000 * 1000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

if env.flag("AVER_PRODUCTION"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = env.whole_number("SECURE_HSTS_SECONDS", 31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if BEHIND_TLS_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.KeyHasScope", "api.permissions.ModelPermissions"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["api.filters.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "api.schema.ProblemAutoSchema",
    "EXCEPTION_HANDLER": "api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Aver",
    "DESCRIPTION": "Who said what would happen, by when, and did it?",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Several nouns have a kind and a status, each of its own words.
    "ENUM_NAME_OVERRIDES": {
        "CandidateKind": "api.schema.CANDIDATE_KINDS",
        "ClaimKind": "api.schema.CLAIM_KINDS",
        "ClaimStatusWord": "api.resources.claims.STATUSES",
        "ClaimantKind": "claims.models.Claimant.Kind",
        "PredictionStatusWord": "api.resources.predictions.STATUSES",
        "PublisherKind": "sources.models.Publisher.Kind",
        "RelationKind": "claims.models.ClaimRelation.Kind",
        "RelationState": "claims.models.ClaimRelation.State",
        "EvidenceState": "claims.models.Evidence.State",
        "ExtractionState": "claims.models.ExtractionRun.State",
        "How": "claims.models.How",
    },
}

# A verdict counts once a second person has approved it.
FOUR_EYES = env.flag("FOUR_EYES", default=True)

# Where people reach the desk: the links in letters, and the right side of their Message-IDs.
BASE_URL = env.web_address("AVER_BASE_URL", "http://localhost:8000")

# What is shown to everybody: the published reviews, under /reviews/ and in the fact-check search.
_public = env.public_site()
PUBLIC_SITE, NEWSROOM_NAME, PUBLIC_URL = _public.is_on, _public.name, _public.url
PUBLIC_SIGNED = env.flag("PUBLIC_SIGNED")  # reviews name who decided; else the newsroom alone
if PUBLIC_SITE:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "")

globals().update(env.mail(os.environ.get("EMAIL_URL", "")))
EMAIL_TIMEOUT = 30  # shorter than the sender's lease on a letter
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "") or "aver@localhost"

# What files the work of an event, within its transaction; see sources/doorbell.py.
WORK = {"document ingested": "claims.queueing.file_run"}

# Which tasks hear which bell; see sources/doorbell.py.
DOORBELL = {"document ingested": ["claims.tasks.extract", "claims.tasks.file_passages"]}


def _is_no_refusal(record: logging.LogRecord) -> bool:
    return getattr(record, "status_code", None) not in {403, 429}


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "filters": {"no refusals": {"()": "django.utils.log.CallbackFilter", "callback": _is_no_refusal}},
    "loggers": {
        # A sweep that found nothing is no news; what was read is told by claims.intake.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        # aver.access says the same in one line, with who and without what they typed.
        "axes": {"level": "ERROR"},
        "django.request": {"filters": ["no refusals"]},
        "django.security.csrf": {"filters": ["no refusals"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
