"""The link of an invitation: where it leads, and how it is mailed."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cupola.workspace.models import District, User


def link(request: HttpRequest, token: str) -> str:
    """The address that an invited person opens."""
    path = reverse("invitation", args=[token])
    public = str(settings.OPTIONS.public_url).rstrip("/")
    return f"{public}{path}" if public else request.build_absolute_uri(path)


def mail(user: User, link: str, *, by: User) -> bool:
    """Mail the link where a mail server is set; whether it went out."""
    if not settings.OPTIONS.smtp_url:
        return False
    district = District.here().name
    text = render_to_string("doors/invitation_mail.txt", {"user": user, "link": link, "by": by, "district": district})
    try:
        return bool(send_mail(_("Your account at %(name)s") % {"name": district}, text, None, [user.email]))
    except (OSError, smtplib.SMTPException):
        return False
