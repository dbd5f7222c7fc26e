"""The words of states, findings and types, as pages say them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In the order of precedence: the first that fits is the state.
STATES: Mapping[str, Promise] = {
    "lost": _("Lost"),
    "retired_managed": _("Retired but managed"),
    "retired": _("Retired"),
    "repair": _("In repair"),
    "stock": _("In stock"),
    "departed": _("With somebody who left"),
    "unregistered": _("Managed, not on the register"),
    "unseen": _("On the register, never seen"),
    "silent": _("Silent"),
    "elsewhere": _("At another school than its student"),
    "past_support": _("Past its support date"),
    "room": _("Cart or room device"),
    "in_use": _("In use"),
}
MARKS: Mapping[str, str] = {
    "lost": "bad",
    "retired_managed": "high",
    "departed": "high",
    "unregistered": "unknown",
    "unseen": "unknown",
    "silent": "clock",
    "elsewhere": "medium",
    "past_support": "medium",
    "repair": "held",
    "stock": "sheet",
    "retired": "none",
    "room": "ok",
    "in_use": "ok",
}
KINDS: Mapping[str, Promise] = {
    "leaver": _("Enabled account of somebody who left"),
    "nobody": _("Enabled account of nobody"),
    "administrator": _("Administrator who should not be one"),
    "second_step": _("Two-step sign-in is off"),
    "unit": _("In another school’s or grade’s unit"),
    "silent": _("Nobody signs in to it"),
    "missing": _("Person without an account"),
}
KIND_WORDS: Mapping[str, Promise] = {
    "chromebook": _("Chromebook"),
    "laptop": _("laptop"),
    "tablet": _("tablet"),
    "desktop": _("desktop"),
    "phone": _("phone"),
    "hotspot": _("hotspot"),
    "other": _("other"),
}
LIFECYCLES: Mapping[str, Promise] = {
    "in_service": _("in service"),
    "stock": _("in stock"),
    "repair": _("in repair"),
    "lost": _("lost"),
    "retired": _("retired"),
    "unknown": _("not said"),
}
WAYS: Mapping[str, Promise] = {
    "register": _("the register"),
    "management": _("device management"),
    "last user": _("who signed in last"),
    "assigned": _("assigned"),
    "annotated": _("annotated"),
    "recent_user": _("last user"),
    "checked_out": _("checked out"),
}
HOLDERS: Mapping[str, Promise] = {
    "none": _("No device"),
    "several": _("Two or more"),
    "late": _("Loaner past its day"),
}
