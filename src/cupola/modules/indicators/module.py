"""What this room announces."""

from cupola.shell.announcements import Announcement

ANNOUNCEMENT = Announcement(name="indicators", title="Measures")
