"""Themes: what many voices say, put together by a person, and the voices behind them."""

from __future__ import annotations

from django.db import models

from cupola.modules.voice.models.notes import Note
from cupola.modules.voice.models.pains import Pain
from cupola.modules.voice.models.sessions import Session
from cupola.modules.voice.models.speakers import Speaker
from cupola.modules.voice.models.surveys import Comment
from cupola.workspace.models import Need, School
from cupola.workspace.models.entered import Entered


class Theme(Entered):
    """A theme, and the need that was made of it."""

    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    need = models.OneToOneField(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="theme")
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Voice(models.Model):
    """One voice of a theme. `words` may be read by everybody who sees themes: whoever put it there took names out.

    It comes from one of a note, a session, a pain or a comment; a note itself stays with its writer.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="voices")
    words = models.TextField()
    speaker = models.CharField(max_length=12, choices=Speaker.choices, blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hours = models.PositiveIntegerField(default=0)
    heard_on = models.DateField()
    note = models.ForeignKey(Note, null=True, on_delete=models.SET_NULL, related_name="voices")
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="voices")
    pain = models.ForeignKey(Pain, null=True, on_delete=models.SET_NULL, related_name="voices")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.SET_NULL, related_name="voices")

    class Meta:
        ordering = ("-heard_on", "-pk")

    def __str__(self) -> str:
        return f"voice {self.pk}"

    @property
    def said_at(self) -> str:
        """The school, unless role and school together would tell who it was: a school has one leader."""
        return self.school.name if self.school is not None and self.speaker != Speaker.LEADER else ""
