"""Services for promises: what becomes of them, the answer that their asker gets, what they hang together with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.modules.voice.models import Promise, PromiseEvent, PromiseLink, PromiseState
from cupola.shell.address import sends_mail
from cupola.workspace import audit, masking
from cupola.workspace.entering import keep, name_of
from cupola.workspace.models import District, User

Kind = PromiseEvent.Kind


class PromiseError(CupolaError):
    """Something cannot be done with a promise as asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to become of a promise: its state, by when for one that is promised, and what was said about it."""

    state: PromiseState
    due_on: date | None = None
    text: str = ""


@transaction.atomic
def enter(promise: Promise, *, by: User, seen: int | None = None) -> None:
    """Save what was filled in. A day makes it a promise; words for everybody lose the names in them."""
    is_new = promise.pk is None
    promise.public_words = masking.masked(promise.public_words)[:300]
    if promise.due_on and promise.state == PromiseState.HEARD:
        promise.state, promise.promised_on = PromiseState.PROMISED, timezone.localdate()
    keep(promise, by=by, act="promise entered" if is_new else "promise changed", seen=seen)
    if is_new:
        _note(promise, Kind.STATE, by, state=promise.state)


@transaction.atomic
def step(promise: Promise, wish: Step, *, by: User, seen: int | None = None) -> None:
    """Move a promise on. Raises `PromiseError` for a promise without a day or an owner, and a no without a reason."""
    today = timezone.localdate()
    if wish.state == PromiseState.PROMISED:
        promise.due_on = wish.due_on or promise.due_on
        if promise.due_on is None or promise.owner_id is None:
            raise PromiseError(_("A promise"), _("needs a day and somebody who answers for it."), _("Fill both in."))
        promise.promised_on = promise.promised_on or today
    if wish.state == PromiseState.NOT_DONE and not wish.text.strip():
        raise PromiseError(_("Not done"), _("needs a reason."), _("Say it so that the one who asked can accept it."))
    promise.state = wish.state
    promise.done_on = today if wish.state == PromiseState.DONE else None
    promise.why_not = wish.text.strip() if wish.state == PromiseState.NOT_DONE else ""
    keep(promise, by=by, act=f"promise {wish.state}", seen=seen)
    _note(promise, Kind.STATE, by, state=wish.state, text=wish.text.strip())


def first_words(promise: Promise) -> str:
    """The answer as we would write it: what was asked when, and what became of it."""
    asked = _("On %(day)s you asked us: %(what)s.") % {
        "day": f"{promise.heard_on:%B} {promise.heard_on.day}",
        "what": promise.what.rstrip("."),
    }
    told = {
        PromiseState.HEARD: _("We have written it down. You hear from us again when it is decided."),
        PromiseState.PROMISED: _("We promise to have it done by %(day)s.")
        % {"day": f"{promise.due_on:%B} {promise.due_on.day}" if promise.due_on else "…"},
        PromiseState.DONE: _("It is done. Does it work for you? Please tell us if it does not."),
        PromiseState.NOT_DONE: _("We cannot do it, and this is why: %(why)s") % {"why": promise.why_not or "…"},
    }[PromiseState(promise.state)]
    district = District.here().name
    return "\n\n".join(
        part for part in (asked, told, _("The technology office of %(name)s") % {"name": district}) if part
    )


@transaction.atomic
def answer(promise: Promise, text: str, *, how: str, by: User) -> PromiseEvent:
    """Answer the one who asked, by mail or on a slip to print; what was said is kept on the promise.

    Raises `PromiseError` when no address is known or the mail server refuses; nothing is kept then.
    """
    if how == "mail":
        _send(promise, text)
    promise.replied_on = timezone.localdate()
    keep(promise, by=by, act="promise answered")
    return _note(promise, Kind.MAIL if how == "mail" else Kind.SLIP, by, state=promise.state, text=text)


def _send(promise: Promise, text: str) -> None:
    if not promise.asker_email:
        raise PromiseError(_("The one who asked"), _("has no e-mail address here."), _("Add it, or print a slip."))
    if not sends_mail():
        raise PromiseError(
            _("The mail"), _("cannot go out: no mail server is set."), _("Set smtp_url, or print a slip instead.")
        )
    subject = _("What became of what you asked us")
    try:
        sent = send_mail(subject, text, None, [promise.asker_email])
    except OSError as error:
        fact = _("was refused by the mail server.")
        raise PromiseError(_("The mail"), fact, _("Try again later, or print a slip instead.")) from error
    if not sent:
        raise PromiseError(_("The mail"), _("did not go out."), _("Try again later, or print a slip instead."))


@transaction.atomic
def confirm(promise: Promise, *, by: User) -> None:
    """Write down that the one who asked says it works."""
    promise.confirmed_on = timezone.localdate()
    keep(promise, by=by, act="promise confirmed")
    _note(promise, Kind.CONFIRMED, by)


@transaction.atomic
def remark(promise: Promise, text: str, *, by: User) -> None:
    """Write something down about a promise."""
    _note(promise, Kind.NOTE, by, text=text)
    audit.note("promise noted", user=by, thing=name_of(promise))


@transaction.atomic
def link(promise: Promise, kind: str, key: str, *, title: str, by: User) -> None:
    """Tie a promise to something; twice is once."""
    PromiseLink.objects.update_or_create(promise=promise, kind=kind, key=key, defaults={"title": title[:200]})
    audit.note("promise linked", user=by, thing=name_of(promise), kind=kind)


@transaction.atomic
def unlink(tie: PromiseLink, *, by: User) -> None:
    """Take a tie away."""
    audit.note("promise unlinked", user=by, thing=name_of(tie.promise), kind=tie.kind)
    tie.delete()


def _note(promise: Promise, kind: Kind, by: User, *, state: str = "", text: str = "") -> PromiseEvent:
    return PromiseEvent.objects.create(promise=promise, kind=kind, state=state, text=text, who=by.name)
