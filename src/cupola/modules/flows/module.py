"""What this room announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.flows import sample
from cupola.modules.flows.exporting import AUDIT_RESULTS, SYSTEMS
from cupola.modules.flows.queries import systems
from cupola.shell.announcements import Announcement, Linkable, Page

ANNOUNCEMENT = Announcement(
    name="flows",
    title=_("Systems"),
    pages=(
        Page("safeguards", _("Systems"), "flows:systems", "see systems", help="systems"),
        Page("safeguards", _("Audit results"), "flows:audits", "see systems", help="audit-results"),
    ),
    search=(systems.search,),
    dates=(systems.dates,),
    links=(Linkable("system", _("System"), systems.items, systems.address_of),),
    exports=(SYSTEMS, AUDIT_RESULTS),
    sample=sample.bring,
    forget=sample.forget,
)
