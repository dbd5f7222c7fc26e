"""What the room of briefs announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.briefs import freezing
from cupola.modules.briefs.queries import papers
from cupola.shell.announcements import Announcement, Page

ANNOUNCEMENT = Announcement(
    name="briefs",
    title=_("Briefs"),
    pages=(
        Page("briefs", _("Board one-pager"), "briefs:onepager", "make briefs", help="briefs"),
        Page("briefs", _("Frozen"), "briefs:frozen", papers.VERB, help="briefs"),
    ),
    forget=freezing.forget,
)
