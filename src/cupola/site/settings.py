"""Django's settings, made from the options of this installation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cupola.site import places
from cupola.site.database import database
from cupola.site.options import read_options

OPTIONS = read_options(Path(os.environ["CUPOLA_DATA"]))
places.prepare(OPTIONS.web)

DATA_FOLDER = OPTIONS.data
WEB_FOLDER = OPTIONS.web
SECRET_KEY = places.secret(OPTIONS.web, "key")
DEBUG = False

# ---- what it is made of: the only list of modules ------------------------------------------------

MODULES = (
    "cupola.modules.data",
    "cupola.modules.indicators",
    "cupola.modules.same",
    "cupola.modules.devices",
    "cupola.modules.strategy",
    "cupola.modules.voice",
    "cupola.modules.flows",
    "cupola.modules.network",
    "cupola.modules.briefs",
    "cupola.modules.doors",
    "cupola.modules.leadership",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "cupola.shell",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "cupola.workspace",
    *MODULES,
]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cupola.site.sessions.ActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cupola.shell.doors.ShellMiddleware",
]
ROOT_URLCONF = "cupola.site.urls"
WSGI_APPLICATION = "cupola.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cupola.shell.context.shell",
            ],
        },
    }
]

# ---- database, cache, jobs -----------------------------------------------------------------------

DATABASES = {"default": database(OPTIONS.web, OPTIONS.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ---- people --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "workspace.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# NIST SP 800-63B: length and a list of common passwords, no rules of composition.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "shell:today"
ACCOUNT_ADAPTER = "cupola.site.accounts.Doors"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# An address is proved by the invitation that went to it; nobody can enter another one by himself.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = OPTIONS.is_loopback
MFA_TOTP_ISSUER = "Cupola"
# A phone whose clock is half a minute off still opens the door; each code works once.
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "cupola_session"

# ---- doors ---------------------------------------------------------------------------------------

_public = urlsplit(OPTIONS.public_url) if OPTIONS.public_url else None
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([_public.hostname] if _public and _public.hostname else [])]
if not OPTIONS.is_loopback and OPTIONS.host not in ("0.0.0.0", "::"):
    ALLOWED_HOSTS.append(OPTIONS.host)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"] if _public else []
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cupola.shell.refusals.csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.is_https
SECURE_HSTS_SECONDS = 31_536_000 if OPTIONS.is_https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if OPTIONS.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Bad tries at the door are counted by visitor, not by the proxy that all of them come through.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_TEMP_DIR = str(OPTIONS.web / "uploads")
FILE_UPLOAD_HANDLERS = ["cupola.shell.uploads.Receiver"]
FILE_UPLOAD_PERMISSIONS = 0o600

# ---- words, files, mail --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "static/"
STATIC_ROOT = str(OPTIONS.web / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OPTIONS.mail_from
if OPTIONS.smtp_url:
    _smtp = urlsplit(OPTIONS.smtp_url)
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp.scheme == "smtp" and EMAIL_PORT == 587, _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(OPTIONS.web / "mail")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"event": {"()": "cupola.site.logs.EventFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "event"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "cupola": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
