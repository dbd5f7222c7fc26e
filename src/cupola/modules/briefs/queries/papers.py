"""The papers that were frozen, without their files."""

from __future__ import annotations

from django.db.models import QuerySet

from cupola.modules.briefs.models import Paper
from cupola.workspace.models import User
from cupola.workspace.policy import visible

VERB = "read briefs"


def papers(user: User) -> QuerySet[Paper]:
    """What the user may read, the newest first."""
    return visible(Paper.objects.all(), user, VERB)


def listed(user: User) -> QuerySet[Paper]:
    """The same for lists: the files stay where they are."""
    return papers(user).defer("file", "content")
