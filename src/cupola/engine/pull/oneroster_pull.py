"""Pulls the collections of a OneRoster server into a package of CSV files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from cupola.engine.pull.collection import CollectionPull, Progress
from cupola.engine.pull.conversation import Conversation
from cupola.engine.pull.marks import as_instant, instant_mark, older_than
from cupola.engine.pull.oneroster_package import Package, headers_of
from cupola.engine.pull.oneroster_pages import OneRosterPager
from cupola.engine.pull.outcome import Outcome
from cupola.engine.pull.shelf import Shelf, open_shelf

Told = Callable[[str, int, int | None], None]


class OneRosterPull:
    """One pull by OneRoster REST; `marks` are instants since when changes are asked for, by collection."""

    def __init__(
        self, conversation: Conversation, *, staging: Path, package: Path, marks: Mapping[str, str | int], told: Told
    ) -> None:
        self.conversation = conversation
        self.source = conversation.source
        self.staging = staging
        self.package = Package(self.source, staging, package)
        self.marks = marks
        self.told = told

    def take(self, collection: str) -> Outcome:
        """Pull one collection and write its file; one that no reader knows is not asked for."""
        if not headers_of(str(self.source.version), collection):
            return Outcome(collection, not_run=f"is no file of OneRoster {self.source.version} that is read here.")
        mark = self.marks.get(collection)
        since = mark if isinstance(mark, str) and not self._only_whole(collection) else None
        pager = OneRosterPager(self.conversation, collection, since)
        shelf = open_shelf(self.staging, collection)
        pull = CollectionPull(pager, shelf, lambda rows, total: self.told(collection, rows, total), self._clock)
        progress = pull.run()
        written = self.package.add(collection, progress)
        notices = [*progress.notices, *written.notices]
        if written.deleted:
            notices.append(f"{written.deleted:,} rows are marked as deleted and were left out.")
        if since:
            notices += _about_filter(shelf, progress, since)
        new_mark = instant_mark(shelf, progress, overlap_minutes=self.source.overlap_minutes, before=mark)
        return Outcome(collection, progress.mode, written.rows, tuple(notices), mark=new_mark)

    def finish(self) -> None:
        """Write the manifest."""
        self.package.finish()

    def _only_whole(self, collection: str) -> bool:
        """Roles of 1.2 stand inside users: a role that ended is missed in the whole, and in a delta nobody sees it."""
        return collection == "users" and self.source.version == "1.2"

    def _clock(self) -> str:
        when = self.conversation.server_time
        return as_instant(when) if when else ""


def _about_filter(shelf: Shelf, progress: Progress, since: str) -> list[str]:
    if progress.mode == "bulk":
        return ["the server takes no filter by dateLastModified, so all rows were pulled."]
    older = older_than(shelf, progress, since)
    return [f"{older:,} rows did not change: the server seems to overlook the filter."] if older else []
