"""What is filled in about notes, sessions, pains and themes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models import Attendance, Group, Note, NoteKind, Pain, Session, Speaker, Theme, Voice
from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.models import School, User
from cupola.workspace.policy import visible

PICTURES = "image/jpeg,image/png,image/webp"


def schools() -> Any:
    """The schools to choose from."""
    return School.objects.filter(is_listed=True, kind="school")


class NoteForm(forms.ModelForm[Note]):
    """A note, as quick as can be: place, what was heard, who said it, and of what kind it is."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    heard_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    school = forms.ModelChoiceField(label=_("School"), queryset=School.objects.none(), required=False,
                                    empty_label=_("No school"))  # fmt: skip
    kind = forms.ChoiceField(label=_("It is a"), choices=NoteKind.choices, widget=forms.RadioSelect)
    speaker = forms.ChoiceField(
        label=_("Who said it"),
        choices=[("", _("I saw it myself")), *Speaker.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("Place and time that the camera wrote into it are taken out."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )

    class Meta:
        model = Note
        fields = ("key", "heard_at", "heard", "kind", "speaker", "school", "place")
        labels: ClassVar[dict[str, Any]] = {"heard": _("What you saw or heard"), "place": _("Room or place")}
        widgets: ClassVar[dict[str, Any]] = {"heard": forms.Textarea(attrs={"rows": 3})}

    field_order = ("heard", "kind", "speaker", "school", "place", "photo")

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", visible(schools(), writer, "take notes"))


class SessionForm(EnteredForm):
    """A meeting at which people were heard."""

    held_on = day_field(_("Held on"), required=True)

    class Meta:
        model = Session
        fields = ("title", "kind", "held_on", "school", "group", "heard", "answer")
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Title"),
            "kind": _("What it was"),
            "school": _("School"),
            "group": _("Advisory group"),
            "heard": _("What was said"),
            "answer": _("What people were told about it afterwards"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "heard": _("In a few lines, without names: others read it."),
            "school": _("Left empty it was for the whole district."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools())
        offer(self, "group", Group.objects.filter(is_active=True))


class CameForm(forms.ModelForm[Attendance]):
    """How many of one role came."""

    class Meta:
        model = Attendance
        fields = ("speaker", "school", "people")
        labels: ClassVar[dict[str, Any]] = {"speaker": _("Role"), "school": _("School"), "people": _("How many")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools())


CameSet = forms.inlineformset_factory(Session, Attendance, form=CameForm, extra=4, max_num=40, can_delete=True)


class GroupForm(EnteredForm):
    """An advisory group."""

    class Meta:
        model = Group
        fields = ("title", "purpose", "meets", "is_active")
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Name of the group"),
            "purpose": _("What it is for"),
            "meets": _("When it meets"),
            "is_active": _("It still meets"),
        }


class PainForm(EnteredForm):
    """A pain, with the numbers of its sum."""

    heard_on = day_field(_("Heard on"), required=True)

    class Meta:
        model = Pain
        fields = ("title", "happens", "speaker", "school", "minutes_each", "people", "times_a_month", "months_a_year",
                  "heard_on", "state", "solved_by")  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "title": _("What costs time"),
            "happens": _("What happens"),
            "speaker": _("Who loses it"),
            "school": _("School"),
            "minutes_each": _("Minutes lost each time"),
            "people": _("People who lose them"),
            "times_a_month": _("Times a month, for each of them"),
            "months_a_year": _("Months a year"),
            "state": _("Today"),
            "solved_by": _("What solved it"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "happens": _("Without names: others read it."),
            "school": _("Left empty it is so in the whole district."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools())


class ThemeForm(EnteredForm):
    """A theme."""

    class Meta:
        model = Theme
        fields = ("title", "text")
        labels: ClassVar[dict[str, Any]] = {"title": _("Theme"), "text": _("What it is about")}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("In the words of those who said it: “Headsets fail in tests”.")
        }


class VoiceForm(forms.ModelForm[Voice]):
    """The words of one voice, as others may read them."""

    class Meta:
        model = Voice
        fields = ("words",)
        labels: ClassVar[dict[str, Any]] = {"words": _("Words that others may read")}
        widgets: ClassVar[dict[str, Any]] = {"words": forms.Textarea(attrs={"rows": 3})}
