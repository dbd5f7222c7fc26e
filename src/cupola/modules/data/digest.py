"""The weekly mail: each person's own findings by check, no student's name, and a link that ends it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.db.models import Count, Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django_tasks import task

from cupola.modules.data.queries.filters import Filters, found
from cupola.modules.data.queries.manuals import title_of
from cupola.shell.address import root
from cupola.workspace.models import District, User
from cupola.workspace.policy import can

log = logging.getLogger("cupola.jobs")
SALT = "cupola.digest"
LINES = 25


@dataclass(frozen=True, slots=True)
class Told:
    """One check of the mail."""

    title: str
    check: str
    count: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told."""

    user: User
    total: int
    overdue: int
    lines: tuple[Told, ...]
    more_checks: int


def digest_of(user: User, today: date) -> Digest | None:
    """A person's own findings: assigned to them, or to a role that they hold at their schools; None when none."""
    if not user.wants_digest or not user.is_active or not can(user, "see findings"):
        return None
    query = found(Filters(who="mine"), user, today).order_by()
    sums = list(query.values_list("check_id").annotate(n=Count("pk"), due=Min("due_on")).order_by("-n", "check_id"))
    if not sums:
        return None
    return Digest(
        user=user,
        total=sum(n for _check, n, _due in sums),
        overdue=query.filter(due_on__lt=today).count(),
        lines=tuple(Told(title_of(check), check, n, due) for check, n, due in sums[:LINES]),
        more_checks=max(0, len(sums) - LINES),
    )


def token_of(user: User) -> str:
    """What stands in the link that ends the mail of one person."""
    return signing.dumps(user.pk, salt=SALT, compress=False)


def reader_of(token: str) -> User | None:
    """Whose link it is; None for one that we did not make."""
    try:
        return User.objects.filter(pk=int(signing.loads(token, salt=SALT))).first()
    except (signing.BadSignature, TypeError, ValueError):
        return None


def mail_of(told: Digest) -> EmailMessage:
    """The mail itself: plain text."""
    stop = root() + reverse("data:digest_stop", args=[token_of(told.user)])
    district = District.here().name or "Cupola"
    words = ngettext("%(n)s finding waits for you", "%(n)s findings wait for you", told.total)
    context = {"told": told, "district": district, "stop": stop, "root": root()}
    return EmailMessage(
        subject=f"{district}: {words % {'n': f'{told.total:,}'}}",
        body=render_to_string("data/mail/digest.txt", context),
        to=[told.user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def send(users: Iterable[User], today: date) -> tuple[int, int]:
    """Send each person's mail; returns how many went out and how many could not. One that fails stops no other."""
    sent = failed = 0
    connection = get_connection()
    for user in users:
        told = digest_of(user, today)
        if told is None:
            continue
        mail = mail_of(told)
        mail.connection = connection
        try:
            sent += mail.send()
        except OSError as error:  # what SMTP raises is one, too
            failed += 1
            log.warning("event=digest_failed user=%s error=%s", user.pk, type(error).__name__)
    log.info("event=digests_sent sent=%s failed=%s", sent, failed)
    return sent, failed


@task()
def send_digests() -> None:
    """The weekly job."""
    send(User.objects.filter(is_active=True, wants_digest=True), timezone.localdate())
