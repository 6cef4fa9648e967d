"""How Hantong runs; every HANTONG_ variable is documented in docs/reference/settings.md."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hantong.embedded.server import database_url, secret_key, var_folder
from hantong.project.logs import logging_settings
from hantong.project.security import CONTENT_SECURITY_POLICY  # noqa: F401  (a setting)
from hantong.project.signing_in import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parents[1]
VAR = var_folder()
VERSION = "0.1.0"


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


DEBUG = _flag("HANTONG_DEBUG")
SECRET_KEY = os.environ.get("HANTONG_SECRET_KEY") or secret_key()
ALLOWED_HOSTS = os.environ.get("HANTONG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("HANTONG_ORIGINS", "").split(",") if origin]
PUBLIC_URL = os.environ.get("HANTONG_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('HANTONG_PORT', '8120')}")
BEHIND_TLS = PUBLIC_URL.startswith("https://")
HANTONG_LIVE_PORT = int(os.environ.get("HANTONG_LIVE_PORT") or int(os.environ.get("HANTONG_PORT", "8120")) + 1)
HANTONG_LIVE_URL = os.environ.get("HANTONG_LIVE_URL", "")
HANTONG_WIRING = "hantong.project.wiring.LISTENERS"
HANTONG_CHANNELS = "hantong.project.channels.CHANNELS"
HANTONG_NOTICE_PREVIEW = "hantong.project.notice_preview"
HANTONG_CALENDAR_EFFECTS = "hantong.project.wiring.CALENDAR_EFFECTS"
HANTONG_DUE_AT = "hantong.cases.explained_deadline.due_if_received"
HANTONG_HOLDINGS = "hantong.project.holdings.HOLDINGS"
HANTONG_FILES = VAR / "files"
HANTONG_SHOWN_MAIL = VAR / "mail"
HANTONG_CLAMD = os.environ.get("HANTONG_CLAMD", "")
HANTONG_DEMO = _flag("HANTONG_DEMO", default=True)

INSTALLED_APPS = [
    "hantong.project",
    "hantong.kit",
    "hantong.shell",
    "hantong.access",
    "hantong.offices",
    "hantong.offices.staffing",
    "hantong.catalogue",
    "hantong.people",
    "hantong.cases",
    "hantong.contacts",
    "hantong.written",
    "hantong.channels.web",
    "hantong.channels.counter",
    "hantong.channels.phone",
    "hantong.channels.open311",
    "hantong.channels.email",
    "hantong.channels.kakao",
    "hantong.channels.chat",
    "hantong.channels.sms",
    "hantong.channels.social",
    "hantong.reports",
    "hantong.imports",
    "hantong.outgoing",
    "hantong.praise",
    "hantong.demonstration",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hantong.project.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "hantong.shell.early.EarlySheet",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hantong.access.session_end.SessionEnd",
    "hantong.offices.middleware.PersonMiddleware",
    "hantong.project.middleware.Refusals",
]

ROOT_URLCONF = "hantong.project.urls"
WSGI_APPLICATION = "hantong.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hantong.shell.context.look",
                "hantong.project.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
CSRF_FAILURE_VIEW = "hantong.project.error_pages.form_not_trusted"
FORM_RENDERER = "hantong.shell.plain_widgets.PlainWidgets"


def _database(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "") or unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "hantong",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            **options,
            "pool": {"min_size": 1, "max_size": int(os.environ.get("HANTONG_POOL", "4")), "timeout": 10},
        },
        "TEST": {"NAME": os.environ.get("HANTONG_TEST_DB", "test_hantong")},
    }


DATABASES = {"default": _database(database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["hantong.afterwards.jobs", "hantong.project.timetable"]

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "hantong_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = os.environ.get("HANTONG_ZONE", "Asia/Seoul")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HANTONG_FILES}},
    "staticfiles": {"BACKEND": "hantong.shell.storage.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_HANDLERS = [
    "hantong.contacts.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_COOKIE_NAME = "hantong_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DEFAULT_FROM_EMAIL = os.environ.get("HANTONG_MAIL_FROM", "한통 <no-reply@hantong.invalid>")
EMAIL_HOST = os.environ.get("HANTONG_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("HANTONG_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("HANTONG_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HANTONG_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("HANTONG_SMTP_TLS")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "hantong.contacts.shown_mail.ShownMail"

LOGGING = logging_settings(debug=DEBUG)

TEST_RUNNER = "django.test.runner.DiscoverRunner"
