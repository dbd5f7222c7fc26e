"""What fields and sides are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "first_name": _("First name"),
    "middle": _("Middle name"),
    "last_name": _("Last name"),
    "born": _("Born"),
    "sex": _("Sex"),
    "grade": _("Grade"),
    "school": _("School"),
    "local_number": _("District number"),
    "state_number": _("State number"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "address": _("Home address"),
    "missing": _("Missing in one of them"),
    "serial": _("Serial number"),
    "tag": _("Asset tag"),
    "model": _("Model"),
    "kind": _("Type"),
    "place": _("Place"),
    "name": _("Name"),
    "city": _("City"),
}
# Field -> the comparison of linking that speaks of it.
COMPARED = {
    "first_name": "given name",
    "middle": "middle name",
    "last_name": "family name",
    "born": "birth date",
    "sex": "sex",
    "grade": "school and grade",
    "address": "home",
    "serial": "serial number",
    "tag": "asset tag",
    "name": "name",
}
ENTITIES = {"person": _("person"), "device": _("device"), "org": _("school")}
QUESTIONS = {
    "person": _("Same person, or two?"),
    "device": _("Same device, or two?"),
    "org": _("Same school, or two?"),
}
