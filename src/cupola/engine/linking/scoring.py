"""Links held against a truth: what of the linked band is right, what of the truth is found, what waits for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.errors import StoreError
from cupola.engine.linking.links import Links
from cupola.engine.record.store import open_store


@dataclass(frozen=True, slots=True)
class Score:
    """Of one pair of sources (or all): pairs that are right, wrong and missed, and the queue with its errors.

    `queue` are proposals, `queue_right` those of them that are true pairs, `missed_queued` the missed pairs that
    the queue would bring back.
    """

    left: str
    right: str
    right_links: int
    wrong_links: int
    missed: int
    queue: int
    queue_right: int
    never_same: int

    @property
    def precision(self) -> float:
        """Of the links made, the share that is right."""
        made = self.right_links + self.wrong_links
        return self.right_links / made if made else 1.0

    @property
    def recall(self) -> float:
        """Of the true pairs, the share that is linked."""
        true = self.right_links + self.missed
        return self.right_links / true if true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def queue_share(self) -> float:
        """The share of all errors (wrong and missed) that the queue holds."""
        errors = self.wrong_links + self.missed
        return self.queue_right / errors if errors else 1.0


def score(data: Path, links: Links, truth_file: Path) -> tuple[Score, ...]:
    """One score for each file in the truth's `pairs`, and one over all of them at the end.

    A record counts as linked to the SIS's person that its linked id leads to: directly, or through a record of its
    own source that is the same person.
    """
    try:
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        pairs = {path: rows for path, rows in truth["pairs"].items() if isinstance(rows, list)}
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise StoreError(str(truth_file), "is no truth.json of a sample district.", "Name that file.") from wrong
    connection = connect()
    for name, path in (("walk", links.crosswalk_file), ("links", links.links_file)):
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(str(path))})")
    systems = _systems(data, links.snapshot)
    mails = _mails(data, links.snapshot)
    sis = next((pair.left for pair in links.source_pairs if pair.entity == "person"), "")
    twins = [tuple(f"{sis}:{key}" for key in each[1:3]) for each in truth.get("never_same", ())]
    students = sorted({f"{sis}:{left}" for rows in pairs.values() for left, _ in rows})
    connection.execute("CREATE TABLE students (l VARCHAR)")
    connection.execute("INSERT INTO students SELECT unnest(?)", [students])
    scores = []
    for path, rows in pairs.items():
        system = systems.get(PurePosixPath(path).name)
        if system is not None:
            keys = [(f"{sis}:{left}", mails.get(str(right).lower(), f"{system}:{right}")) for left, right in rows]
            scores.append(_of(connection, (sis, system), keys, twins=twins))
    scores.append(_all(scores))
    return tuple(scores)


def _of(connection: Any, systems: tuple[str, str], keys: list[tuple[str, str]], *, twins: list[Any]) -> Score:
    connection.execute("CREATE OR REPLACE TABLE truth (l VARCHAR, r VARCHAR)")
    connection.execute(
        "INSERT INTO truth SELECT unnest(?), unnest(?)", [[left for left, _ in keys], [right for _, right in keys]]
    )
    connection.execute("CREATE OR REPLACE TABLE twins (a VARCHAR, b VARCHAR)")
    connection.execute("INSERT INTO twins SELECT unnest(?), unnest(?)", [[a for a, _ in twins], [b for _, b in twins]])
    left, right = systems
    connection.execute(f"""
CREATE OR REPLACE TABLE made AS
SELECT a.key AS l, b.key AS r FROM walk a JOIN walk b ON b.entity = 'person' AND b.linked_id = a.linked_id
WHERE a.entity = 'person' AND starts_with(a.key, {quoted(left + ":")}) AND starts_with(b.key, {quoted(right + ":")})""")
    connection.execute(f"""
CREATE OR REPLACE TABLE queued AS
SELECT left_key AS l, right_key AS r FROM links
WHERE entity = 'person' AND band = 'proposed' AND left_system = {quoted(left)} AND right_system = {quoted(right)}""")
    # A student linked with a record that is nobody's is wrong too. Staff in a directory are in no truth: not counted.
    numbers = connection.execute("""
SELECT (SELECT count(*) FROM made m SEMI JOIN truth t ON t.l = m.l AND t.r = m.r),
       (SELECT count(*) FROM made m ANTI JOIN truth t ON t.l = m.l AND t.r = m.r
        WHERE m.r IN (SELECT r FROM truth) OR m.l IN (SELECT l FROM students)),
       (SELECT count(*) FROM truth t ANTI JOIN made m ON t.l = m.l AND t.r = m.r),
       (SELECT count(*) FROM queued),
       (SELECT count(*) FROM queued q SEMI JOIN truth t ON t.l = q.l AND t.r = q.r),
       (SELECT count(*) FROM twins x JOIN walk a ON a.key = x.a JOIN walk b ON b.key = x.b
        WHERE a.linked_id = b.linked_id)""").fetchall()[0]
    return Score(left, right, *map(int, numbers))


def _all(scores: list[Score]) -> Score:
    return Score(
        "all",
        "all",
        right_links=sum(score.right_links for score in scores),
        wrong_links=sum(score.wrong_links for score in scores),
        missed=sum(score.missed for score in scores),
        queue=sum(score.queue for score in scores),
        queue_right=sum(score.queue_right for score in scores),
        never_same=max((score.never_same for score in scores), default=0),
    )


def _systems(data: Path, snapshot: str) -> Mapping[str, str]:
    """The system that each delivered file came from, by its bare name."""
    manifest = open_store(data).snapshot(snapshot)
    return {
        PurePosixPath(file.name).name: delivery.system for delivery in manifest.deliveries for file in delivery.files
    }


def _mails(data: Path, snapshot: str) -> Mapping[str, str]:
    """The key of each account by its address."""
    store = open_store(data)
    paths = store.listed_paths(store.snapshot(snapshot), "accounts")
    if not paths:
        return {}
    files = ", ".join(quoted(str(path)) for path in paths)
    sql = (
        f"SELECT lower(email), min(account_id) FROM read_parquet([{files}], union_by_name = true)"
        " WHERE person_id IS NULL AND email IS NOT NULL GROUP BY ALL"
    )
    return dict(connect().execute(sql).fetchall())
