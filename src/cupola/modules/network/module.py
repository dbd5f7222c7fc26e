"""What this room announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.shell.announcements import Announcement

ANNOUNCEMENT = Announcement(name="network", title=_("Network"))
