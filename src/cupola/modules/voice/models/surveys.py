"""Surveys: their questions in two languages, their doors for each school, and answers that lead to nobody."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models.speakers import Speaker
from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class Audience(models.TextChoices):
    """Whom a survey asks."""

    TEACHER = "teacher", _("Teachers")
    PARENT = "parent", _("Parents")
    STUDENT = "student", _("Students in grades 6 to 12")
    STAFF = "staff", _("Staff")
    TICKET = "ticket", _("People who had a ticket")


class Survey(Entered):
    """A survey. `wave` is a word that surveys share which ask the same again.

    For students, `notice_on` is the day on which parents were told, and `consent` how they could say no or yes.
    `program` names where answers came from that were brought in from elsewhere.
    """

    class State(models.TextChoices):
        """Whether it can be answered."""

        DRAFT = "draft", _("Being made")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    title = models.CharField(max_length=160)
    title_es = models.CharField(max_length=160, blank=True)
    intro = models.TextField(blank=True)
    intro_es = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    wave = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=10, blank=True)
    program = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("-opens_on", "-pk")

    def __str__(self) -> str:
        return self.title


class ItemKind(models.TextChoices):
    """What kind of answer a question takes."""

    SCALE = "scale", _("Scale")
    CHOICE = "choice", _("One of several")
    SEVERAL = "several", _("Any of several")
    NUMBER = "number", _("Number")
    TEXT = "text", _("Words")


class Item(Entered):
    """One question. `choices` is a list of {"value", "en", "es"}; `scale` names the published scale it belongs to."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(default=0)
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=8, choices=ItemKind.choices, default=ItemKind.SCALE)
    text = models.CharField(max_length=400)
    text_es = models.CharField(max_length=400, blank=True)
    scale_to = models.PositiveSmallIntegerField(default=5)
    is_reversed = models.BooleanField(default=False)
    choices = models.JSONField(default=list, blank=True)
    scale = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=("survey", "code"), name="item_code_once"),)

    def __str__(self) -> str:
        return self.text


class Door(models.Model):
    """The way into a survey for one school, or for everybody; `invited` is how many people it asks.

    `token` stands in the address. With `by_code`, each answer needs one of the printed codes.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="doors")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=24, unique=True)
    invited = models.PositiveIntegerField(null=True, blank=True)
    by_code = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("survey", "school"), name="door_once"),)

    def __str__(self) -> str:
        return f"door {self.pk}"


class Code(models.Model):
    """A printed code that lets one answer in. Only its hash is kept and whether it was used: not when, nor for what."""

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"code {self.pk}"


class Response(models.Model):
    """One answered survey: the day, not the hour, and a key made by chance, so that no order tells whose it is.

    `answers` is code -> number, value or list of values. Words stand apart, in comments.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    speaker = models.CharField(max_length=12, choices=Speaker.choices, blank=True)
    answered_on = models.DateField(null=True)
    language = models.CharField(max_length=2, blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"response {self.key}"


class Comment(models.Model):
    """What somebody wrote in a survey, apart from the other answers. `masked` is what people read; empty is not yet.

    `words` as they were written are shown to nobody.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="comments")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    speaker = models.CharField(max_length=12, choices=Speaker.choices, blank=True)
    answered_on = models.DateField(null=True)
    words = models.TextField()
    masked = models.TextField(blank=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"comment {self.key}"
