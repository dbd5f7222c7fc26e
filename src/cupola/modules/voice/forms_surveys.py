"""What is filled in about surveys: a new one, its words and days, a question, slips, a file of another program."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models import Audience, Item, ItemKind, Survey
from cupola.modules.voice.surveys.codes import MOST_AT_ONCE
from cupola.modules.voice.surveys.guard import CONSENTS
from cupola.modules.voice.surveys.scales import READY_MADE
from cupola.shell.editing import EnteredForm, day_field

EMPTY = ""
MOST_CHOICES = 20


class NewSurveyForm(forms.Form):
    """What a survey begins with."""

    ready = forms.ChoiceField(label=_("Begin with"), required=False, widget=forms.RadioSelect)
    audience = forms.ChoiceField(
        label=_("Whom it asks"),
        choices=Audience.choices,
        initial=Audience.STAFF,
        help_text=_("Only for a survey without ready-made questions, and for UMUX-Lite."),
    )
    title = forms.CharField(
        label=_("Title"), max_length=160, required=False, help_text=_("Empty takes the title of the questions chosen.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made = tuple(READY_MADE.values())
        ready: Any = self.fields["ready"]
        ready.choices = [*((each.key, each.title) for each in READY_MADE.values()), (EMPTY, _("No questions yet"))]

    def clean(self) -> dict[str, Any]:
        """A survey without ready-made questions needs a title."""
        filled = super().clean() or {}
        if not filled.get("ready") and not filled.get("title"):
            self.add_error("title", _("Write a title, or choose questions that bring one."))
        return filled


class SurveyForm(EnteredForm):
    """The words around the questions, the days, and for students what parents were told."""

    opens_on = day_field(_("Opens on"))
    closes_on = day_field(_("Last day"))
    notice_on = day_field(_("Parents were told on"), hint=_("On or before the day on which the survey opens."))
    consent = forms.ChoiceField(
        label=_("How parents agreed"),
        required=False,
        choices=(("", _("Nothing protected is asked")), *CONSENTS.items()),
        help_text=_("Needed only when a question touches a protected area."),
    )

    class Meta:
        model = Survey
        fields = (
            *("title", "title_es", "intro", "intro_es", "wave"),
            *("opens_on", "closes_on", "notice_on", "consent"),
        )
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Title in English"),
            "title_es": _("Title in Spanish"),
            "intro": _("First sentences in English"),
            "intro_es": _("First sentences in Spanish"),
            "wave": _("Wave"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "wave": _("A word that surveys share which ask the same again, such as: teachers each fall.")
        }
        widgets: ClassVar[dict[str, Any]] = {
            "title_es": forms.TextInput(attrs={"lang": "es"}),
            "intro": forms.Textarea(attrs={"rows": 3}),
            "intro_es": forms.Textarea(attrs={"rows": 3, "lang": "es"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.audience != Audience.STUDENT:
            del self.fields["notice_on"], self.fields["consent"]


class LastDayForm(EnteredForm):
    """All that can be changed of a survey that is open."""

    closes_on = day_field(_("Last day"), required=True)

    class Meta:
        model = Survey
        fields = ("closes_on",)


class ItemForm(EnteredForm):
    """One question in two languages."""

    listed = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: English | Spanish. Only for questions with answers to choose from."),
    )
    scale_to = forms.TypedChoiceField(
        label=_("Scale"),
        coerce=int,
        choices=((5, _("1 to 5")), (7, _("1 to 7")), (10, _("1 to 10"))),
        help_text=_("1 is “strongly disagree”; the highest number is “strongly agree”."),
    )

    class Meta:
        model = Item
        fields = ("text", "text_es", "kind", "scale_to", "is_reversed")
        labels: ClassVar[dict[str, Any]] = {
            "text": _("Question in English"),
            "text_es": _("Question in Spanish"),
            "kind": _("Kind of answer"),
            "is_reversed": _("A low answer is the good one"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "text_es": forms.Textarea(attrs={"rows": 2, "lang": "es"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = (f"{each.get('en', '')} | {each.get('es', '')}".rstrip(" |") for each in self.instance.choices)
        self.fields["listed"].initial = "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """Questions with answers to choose from need at least two."""
        filled = super().clean() or {}
        choices = _choices(filled.get("listed", ""), self.instance.choices)
        if filled.get("kind") in (ItemKind.CHOICE, ItemKind.SEVERAL):
            if not 2 <= len(choices) <= MOST_CHOICES:
                self.add_error("listed", _("Write two to twenty answers, one a line."))
            self.instance.choices = choices
        else:
            self.instance.choices = []
        return filled


def _choices(listed: str, before: list[dict[str, str]]) -> list[dict[str, str]]:
    """The lines as choices; one that was there keeps its value, so that a Spanish word can be mended."""
    values = {each.get("en", ""): each["value"] for each in before}
    found: list[dict[str, str]] = []
    for line in listed.splitlines():
        english, _bar, spanish = (part.strip() for part in line.partition("|"))
        if english and english not in {each["en"] for each in found}:
            found.append({"value": values.get(english, english[:120]), "en": english[:120], "es": spanish[:120]})
    return found


class SlipsForm(forms.Form):
    """How many slips to print."""

    many = forms.IntegerField(label=_("Slips"), min_value=1, max_value=MOST_AT_ONCE)


class FileForm(forms.Form):
    """A file that another form program exported."""

    file = forms.FileField(
        label=_("File of answers"),
        help_text=_("CSV or XLSX of Google Forms, Microsoft Forms, Qualtrics or LimeSurvey, or any table of answers."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls"}),
    )
