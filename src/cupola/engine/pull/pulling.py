"""A whole pull: ask for every collection, write the folder, put it in place, remember where to go on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from cupola.engine.errors import PullDenied, PullStopped, PullUnsteady
from cupola.engine.pull.conversation import Conversation, Patience
from cupola.engine.pull.edfi_pull import EdFiPull
from cupola.engine.pull.exchange import Door
from cupola.engine.pull.marks import State, as_instant, parse_instant, read_state, write_state
from cupola.engine.pull.oneroster_pull import OneRosterPull
from cupola.engine.pull.outcome import Outcome
from cupola.engine.pull.settings import Source, read_source
from cupola.engine.pull.shelf import PLAN, make_private, open_staging, read_json
from cupola.engine.record.disk import Folder, refuse_foreign, remove, sync_folder
from cupola.engine.record.lock import held

PULLED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z-(full|changes)")
STALE = timedelta(hours=24)
Progressed = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """How a pull went. `folder` is None when nothing changed; `waiting` are all folders not loaded yet, in order."""

    folder: Path | None
    outcomes: tuple[Outcome, ...]
    waiting: tuple[Path, ...]

    @property
    def not_run(self) -> tuple[Outcome, ...]:
        """The collections that did not come."""
        return tuple(outcome for outcome in self.outcomes if outcome.not_run)


class Kind(Protocol):
    """What a kind of API does with one collection."""

    def take(self, collection: str) -> Outcome:
        """Pull a collection and write its files."""
        ...

    def finish(self) -> None:
        """Write what belongs to the folder as a whole."""
        ...


def pull(
    data: Path, name: str, *, full: bool = False, progress: Progressed, patience: Patience | None = None
) -> Pulled:
    """Pull the source `name` of a data folder into `pulls/NAME/`, for the readers of files.

    Only what changed since the last pull, where the server can tell; all with `full`. Raises `PullStopped` when
    the settings or the server do not allow it; what came whole is kept, and the next pull goes on from there.
    """
    source = read_source(data, name)
    refuse_foreign(Folder(data))
    place = data / "pulls" / name
    make_private(place)
    with held(place / "lock"):
        return _Pull(source, place, full, progress).run(patience or Patience())


def loaded(data: Path, name: str, folder: Path) -> None:
    """Remember that a folder is in the record now; the next pull throws it away."""
    place = data / "pulls" / name
    state = read_state(place, read_source(data, name))
    waiting = tuple(one for one in state.waiting if one != folder.name)
    write_state(place, replace(state, waiting=waiting, loaded=(*state.loaded, folder.name)))


@dataclass(frozen=True, slots=True)
class _Pull:
    """One pull under way."""

    source: Source
    place: Path
    full: bool
    progress: Progressed

    @property
    def staging(self) -> Path:
        return self.place / "staging"

    def run(self, patience: Patience) -> Pulled:
        state = read_state(self.place, self.source)
        plan = self._plan(state)
        package = self.staging / "package"
        remove(package)
        # Ed-Fi says itself where its tokens are; until it was asked their address may be empty.
        door = Door(self.source.timeout_seconds)
        conversation = Conversation(self.source, self.source.token_url or "", door, patience)
        marks = plan["marks"]
        make = OneRosterPull if self.source.version else EdFiPull
        kind: Kind = make(conversation, staging=self.staging, package=package, marks=marks, told=self._told)
        outcomes = tuple(self._take(kind, collection) for collection in self.source.collections)
        if all(outcome.not_run for outcome in outcomes):
            first = outcomes[0]
            raise PullStopped(self.source.title, f"gave nothing: {first.collection} {first.not_run}", "")
        kind.finish()
        return self._publish(state, outcomes, started=str(plan["started"]))

    def _plan(self, state: State) -> dict[str, Any]:
        """What this pull is to do, so that a later try knows whether it is the same."""
        now = datetime.now(tz=UTC)
        earlier = read_json(self.staging / PLAN) or {}
        began = parse_instant(earlier.get("started"))
        if began is None or began < now - STALE:
            remove(self.staging)
        marks = {} if self.full else {c: m for c, m in state.marks.items() if c in self.source.collections}
        return open_staging(
            self.staging,
            {
                "about": state.about,
                "collections": list(self.source.collections),
                "page_size": self.source.page_size,
                "marks": marks,
                "full": self.full,
                "after": state.pulled_at,
                "started": as_instant(now),
            },
        )

    def _take(self, kind: Kind, collection: str) -> Outcome:
        try:
            return kind.take(collection)
        except (PullDenied, PullUnsteady) as denied:
            return Outcome(collection, not_run=f"{denied.fact} {denied.next_step}")

    def _told(self, collection: str, rows: int, total: int | None) -> None:
        number = self.source.collections.index(collection)
        share = min(rows / total, 1.0) if total else 0.5
        self.progress(f"pulling {collection}: {rows:,} rows", (number + share) / len(self.source.collections))

    def _publish(self, state: State, outcomes: tuple[Outcome, ...], *, started: str) -> Pulled:
        """Put the folder in place, then the state; a kill in between repeats both and changes nothing."""
        name = f"{started.replace(':', '')}-{'changes' if any(o.mode == 'delta' for o in outcomes) else 'full'}"
        final = self.place / name
        waiting = tuple(one for one in state.waiting if one != name and (self.place / one).is_dir())
        gone = [self.place / one for one in state.loaded if one != name]
        something = any(o.count or o.mode == "bulk" for o in outcomes if not o.not_run)
        if something:
            remove(final)
            os.replace(self.staging / "package", final)
            sync_folder(self.place)
            whole = name.endswith("-full") and not any(outcome.not_run for outcome in outcomes)
            gone += [one for one in self._folders() if one != final] if whole else []
            waiting = (name,) if whole else (*waiting, name)
        marks = state.marks | {o.collection: o.mark for o in outcomes if o.mark is not None}
        write_state(self.place, State(state.about, marks, waiting, pulled_at=as_instant(datetime.now(tz=UTC))))
        for one in (self.staging, *gone):
            remove(one)
        return Pulled(final if something else None, outcomes, tuple(self.place / one for one in waiting))

    def _folders(self) -> list[Path]:
        """What earlier pulls left, found by the form of its name: nothing else is ever thrown away."""
        return [one for one in self.place.iterdir() if one.is_dir() and PULLED.fullmatch(one.name)]
