"""Mails who answers for a target that its line was crossed: once each time, and without names."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.indicators.measures import by_id
from cupola.modules.indicators.models import Alert, AlertKind
from cupola.modules.indicators.queries.targets import in_words
from cupola.modules.indicators.queries.trends import SEE
from cupola.shell.address import root, sends_mail
from cupola.workspace import audit
from cupola.workspace.models import District
from cupola.workspace.policy import can

log = logging.getLogger("cupola.jobs")
# What began longer ago is no news: a mail server that is set up today mails nothing of last month.
NEWS = timedelta(days=3)


def tell_owners() -> int:
    """Mail the owners of lines that were crossed; returns how many mails went out. Done twice it sends nothing new."""
    if not sends_mail():
        return 0
    crossed = Alert.objects.filter(
        kind=AlertKind.LINE, ends_at=None, mailed_at=None, begins_at__gte=timezone.now() - NEWS,
        target__mails_owner=True, target__owner__is_active=True,
    ).select_related("school", "target__owner")  # fmt: skip
    sent = sum(_send(alert) for alert in crossed)
    if sent:
        audit.note("alerts mailed", who="system", alerts=sent)
    return sent


def _send(alert: Alert) -> int:
    owner = alert.target.owner if alert.target else None
    if owner is None or alert.measure_id not in by_id() or not can(owner, SEE, alert):
        return 0
    mine = Alert.objects.filter(pk=alert.pk, mailed_at=None)
    if not mine.update(mailed_at=timezone.now()):
        return 0
    try:
        return letter(alert).send()
    except OSError as error:  # what a mail server refuses is one too
        Alert.objects.filter(pk=alert.pk).update(mailed_at=None)
        log.warning("event=alert_mail_failed alert=%s error=%s", alert.pk, type(error).__name__)
        return 0


def letter(alert: Alert) -> EmailMessage:
    """The mail itself: plain text, the measure, the figure and the line."""
    measure = by_id()[alert.measure_id]
    owner = alert.target.owner if alert.target else None
    district = District.here().name or "Cupola"
    context = {
        "says": in_words(alert),
        "since": alert.begins_at,
        "why": alert.target.note if alert.target else "",
        "page": root() + reverse("indicators:measure", args=[measure.slug]),
        "targets": root() + reverse("indicators:targets"),
    }
    return EmailMessage(
        subject=_("%(district)s: a line was crossed, %(title)s") % {"district": district, "title": measure.title},
        body=render_to_string("indicators/mail/crossed.txt", context),
        to=[owner.email] if owner else [],
        headers={"Auto-Submitted": "auto-generated"},
    )
