"""What fields and sides are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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
    "does": _("What it is there"),
    "dollars": _("Dollars"),
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
ENTITIES = {"person": _("person"), "device": _("device"), "org": _("school"), "vendor": _("vendor")}
QUESTIONS = {
    "person": _("Same person, or two?"),
    "device": _("Same device, or two?"),
    "org": _("Same school, or two?"),
    "vendor": _("Same vendor, or two?"),
}
NUMBERS = {
    "sourced_id": _("own key"),
    "school_code": _("school number"),
    "state": _("state number"),
    "nces": _("NCES number"),
    "ed_fi": _("Ed-Fi number"),
    "other": _("other number"),
}


def does_words(what: str, n: int) -> str:
    """What a vendor does in one list, with in how many rows."""
    told = {
        "systems": ngettext("comes with %(n)s system", "comes with %(n)s systems", n),
        "lines": ngettext("runs %(n)s line", "runs %(n)s lines", n),
        "sold": ngettext("sold %(n)s device", "sold %(n)s devices", n),
        "made": ngettext("made %(n)s device", "made %(n)s devices", n),
        "materials": ngettext("made %(n)s title for classes", "made %(n)s titles for classes", n),
    }
    return told[what] % {"n": f"{n:,}"}
