"""Services for saved views: filters of a list under a name, for oneself or for everybody."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.workspace import audit
from cupola.workspace.models import SavedView, User
from cupola.workspace.policy import everywhere

MOST = 50


class SavedViewError(CupolaError):
    """A view cannot be saved under this name."""


@transaction.atomic
def save(*, page: str, title: str, query: str, by: User, is_shared: bool = False) -> SavedView:
    """Keep filters under a name; the same name of the same person is replaced. Sharing needs the whole district."""
    title = " ".join(title.split())
    if not title or len(title) > 80 or len(query) > 500:
        raise SavedViewError(_("The view"), _("has no name, or too long a one."), _("Give it a short name."))
    if is_shared and not everywhere(by, "see findings"):
        raise SavedViewError(_("The view"), _("cannot be shared."), _("Keep it for yourself."))
    mine = SavedView.objects.filter(page=page, owner=by)
    if mine.exclude(title=title).count() >= MOST:
        raise SavedViewError(_("The view"), _("would be one too many."), _("Remove one first."))
    view, _made = SavedView.objects.update_or_create(
        page=page, owner=by, title=title, defaults={"query": query, "is_shared": is_shared}
    )
    audit.note("view saved", user=by, thing=f"view:{view.pk}", shared=is_shared)
    return view


@transaction.atomic
def remove(key: int, *, by: User) -> bool:
    """Remove a view of one's own; says whether there was one."""
    gone, _each = SavedView.objects.filter(pk=key, owner=by).delete()
    if gone:
        audit.note("view removed", user=by, thing=f"view:{key}")
    return bool(gone)
