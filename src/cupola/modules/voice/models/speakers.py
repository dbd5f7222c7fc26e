"""Who says something, by role: never by name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Speaker(models.TextChoices):
    """The role of the one who speaks."""

    TEACHER = "teacher", _("Teacher")
    STUDENT = "student", _("Student")
    PARENT = "parent", _("Parent")
    LEADER = "leader", _("School leader")
    OFFICE = "office", _("Office staff")
    AIDE = "aide", _("Aide or specialist")
    TECHNICIAN = "technician", _("Technician")
    OTHER = "other", _("Somebody else")


# The role whose hour is reckoned with, in rates.yaml; for the others nothing is known.
RATED = {
    Speaker.TEACHER: "teacher",
    Speaker.AIDE: "teacher",
    Speaker.LEADER: "school_leader",
    Speaker.OFFICE: "school_office",
    Speaker.TECHNICIAN: "technician",
}
