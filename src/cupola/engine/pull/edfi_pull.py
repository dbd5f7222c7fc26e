"""Pulls the resources of an Ed-Fi API into pages of JSON, one folder for each resource."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from cupola.engine.errors import PullDenied
from cupola.engine.pull.collection import CollectionPull, Progress
from cupola.engine.pull.conversation import Conversation
from cupola.engine.pull.edfi_pages import OF_CHANGES, Addresses, EdFiPager, address_of, discover, newest_change
from cupola.engine.pull.marks import as_instant
from cupola.engine.pull.oneroster_pull import Told
from cupola.engine.pull.outcome import Outcome
from cupola.engine.pull.shelf import make_private, open_shelf, page_name, read_json, write_json

VERSIONS = "versions.json"
# The readers know by this folder that the pages in it hold changes only.
CHANGES = "changes"
# And by this one which system they come from: nothing in a page says it.
OF_SYSTEM = "system={0}"


class EdFiPull:
    """One pull by the Ed-Fi API; `marks` are the change versions up to which each resource is known."""

    def __init__(
        self, conversation: Conversation, *, staging: Path, package: Path, marks: Mapping[str, str | int], told: Told
    ) -> None:
        self.conversation = conversation
        self.staging = staging
        self.package = package / OF_SYSTEM.format(conversation.source.name)
        self.marks = marks
        self.told = told
        self.addresses: Addresses = discover(conversation)
        conversation.token_url = self.addresses.token
        self.versions = self._versions()

    def take(self, resource: str) -> Outcome:
        """Pull one resource: whole, or what changed, was deleted and got another key."""
        bounds, notices = self._bounds(resource)
        mode, rows = "bulk" if bounds is None else "delta", {}
        for part in ("", *(OF_CHANGES if bounds else ())):
            try:
                progress = self._part(resource, part, bounds=bounds)
            except PullDenied as denied:
                if not part:
                    raise
                notices.append(f"{part} {denied.fact} What was deleted or renamed shows with the next full pull.")
                continue
            rows[f"{resource}/{part}".rstrip("/")] = progress.rows
            notices += progress.notices
        mark = self.versions[1] if self.versions else None
        return Outcome(resource, mode, rows, tuple(notices), mark=mark)

    def finish(self) -> None:
        """Nothing belongs to the folder as a whole."""
        make_private(self.package)

    def _versions(self) -> tuple[int, int] | None:
        """The change versions when this pull began; a later try goes by the same."""
        noted = read_json(self.staging / VERSIONS)
        if noted is None:
            found = newest_change(self.conversation, self.addresses)
            noted = {"oldest": found[0], "newest": found[1]} if found else {}
            write_json(self.staging / VERSIONS, noted)
        return (int(noted["oldest"]), int(noted["newest"])) if noted else None

    def _bounds(self, resource: str) -> tuple[tuple[int, int] | None, list[str]]:
        """From which change version to which; None for all rows, with the reason where a person would ask."""
        mark = self.marks.get(resource)
        if not isinstance(mark, int):
            return None, []
        if self.versions is None:
            return None, ["the server keeps no change versions any more, so all rows were pulled."]
        oldest, newest = self.versions
        if mark + 1 < oldest or newest < mark:
            return None, ["the server has forgotten the changes since the last pull, so all rows were pulled."]
        return (mark + 1, newest), []

    def _part(self, resource: str, part: str, *, bounds: tuple[int, int] | None) -> Progress:
        shelf = open_shelf(self.staging, f"{resource}/{part or 'rows'}")
        address = f"{address_of(self.addresses, resource)}/{part}".rstrip("/")
        pager = EdFiPager(self.conversation, address, bounds)
        progress = CollectionPull(pager, shelf, partial(self.told, resource), self._clock).run()
        folder = self.package / resource / (f"{CHANGES}/{part or 'rows'}" if bounds else part)
        make_private(folder)
        for number in range(1, progress.pages + 1):
            # A second name, not a move: the shelf stays whole until the pull is in place.
            _give(shelf.folder / page_name(number), folder / page_name(number))
        return progress

    def _clock(self) -> str:
        when = self.conversation.server_time
        return as_instant(when) if when else ""


def _give(page: Path, target: Path) -> None:
    try:
        os.link(page, target)
    except OSError:
        target.touch(mode=0o600)
        target.write_bytes(page.read_bytes())
