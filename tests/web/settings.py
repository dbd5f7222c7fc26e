"""The site's own settings over a folder of this test process; only what makes tests slow is another."""

from __future__ import annotations

import os
import tempfile

# The browser of other tests keeps an event loop in this process; Django would refuse its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["CUPOLA_DATA"] = tempfile.mkdtemp(prefix="cupola-tests-")

from cupola.site.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS: dict[str, str] = {}
WHITENOISE_AUTOREFRESH = True
