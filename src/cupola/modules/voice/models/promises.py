"""The ledger of promises: who asked, what was promised by when, what became of it, and what they were told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models.speakers import Speaker
from cupola.workspace.models import Need, School
from cupola.workspace.models.entered import Entered


class PromiseState(models.TextChoices):
    """What became of what somebody asked for."""

    HEARD = "heard", _("Heard")
    PROMISED = "promised", _("Promised")
    DONE = "done", _("Done")
    NOT_DONE = "not_done", _("Not done")


class Promise(Entered):
    """One thing that somebody asked for. `asker` and `asker_email` are for answering, and are shown to nobody else.

    `public_words` is what everybody may read, with names taken out; empty is not public. `confirmed_on` is when the
    one who asked said that it works.
    """

    of_school: ClassVar[str] = "school"

    what = models.CharField(max_length=300)
    details = models.TextField(blank=True)
    speaker = models.CharField(max_length=12, choices=Speaker.choices)
    asker = models.CharField(max_length=150, blank=True)
    asker_email = models.EmailField(blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    heard_on = models.DateField()
    state = models.CharField(max_length=10, choices=PromiseState.choices, default=PromiseState.HEARD)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    promised_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    why_not = models.TextField(blank=True)
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises")
    public_words = models.CharField(max_length=300, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=("state", "due_on"), name="promise_due"),)

    def __str__(self) -> str:
        return self.what


class PromiseEvent(models.Model):
    """What happened to a promise: a state, a note, or the answer that its asker got. Never changed."""

    class Kind(models.TextChoices):
        """What kind of thing happened."""

        STATE = "state", _("State")
        NOTE = "note", _("Note")
        MAIL = "mail", _("E-mail sent")
        SLIP = "slip", _("Slip printed")
        CONFIRMED = "confirmed", _("Confirmed")

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=PromiseState.choices, blank=True)
    text = models.TextField(blank=True)
    who = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.promise_id}"


class PromiseLink(models.Model):
    """What a promise hangs together with: a ticket, a finding, an item of the plan, a line of the budget.

    `key` is what the other room calls it, or the number that was typed in.
    """

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("kind", "pk")
        constraints = (models.UniqueConstraint(fields=("promise", "kind", "key"), name="promise_linked_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
