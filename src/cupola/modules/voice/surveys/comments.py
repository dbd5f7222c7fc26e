"""Takes names out of comments; before that, nobody reads them."""

from __future__ import annotations

from cupola.modules.voice.models import Comment
from cupola.workspace import masking

AT_ONCE = 500


def mask_waiting() -> int:
    """Mask every comment that waits; how many were. Without a record no name is known, so they go on waiting."""
    waiting = Comment.objects.filter(masked="")
    if not waiting.exists():
        return 0
    mask = masking.mask()
    if mask.is_blind:
        return 0
    done = 0
    rows = []
    for comment in waiting.iterator(chunk_size=AT_ONCE):
        comment.masked = mask.masked(comment.words)
        rows.append(comment)
        if len(rows) == AT_ONCE:
            done += _kept(rows)
            rows = []
    return done + _kept(rows)


def _kept(rows: list[Comment]) -> int:
    Comment.objects.bulk_update(rows, ["masked"])
    return len(rows)
