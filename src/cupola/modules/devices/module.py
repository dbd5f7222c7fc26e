"""What the room of devices and accounts announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.devices.queries import devices
from cupola.shell.announcements import Announcement, Page

ANNOUNCEMENT = Announcement(
    name="devices",
    title=_("Devices and accounts"),
    pages=(
        Page("record", _("Devices"), "devices:devices", "see devices", help="devices"),
        Page("record", _("Accounts"), "devices:accounts", "see accounts", help="accounts"),
    ),
    search=(devices.search,),
)
