"""The address at which people reach this installation, for mails."""

from __future__ import annotations

from django.conf import settings


def root() -> str:
    """The address without a slash at its end."""
    options = settings.OPTIONS
    if options.public_url:
        return str(options.public_url).rstrip("/")
    return f"{'https' if options.is_https else 'http'}://{options.host}:{options.port}"


def sends_mail() -> bool:
    """Whether a mail goes out to people at all, and not into a folder."""
    return bool(settings.OPTIONS.smtp_url) or not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
