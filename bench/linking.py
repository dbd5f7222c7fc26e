"""`python -m bench.linking`: how right linking is where the truth is known, and what it costs.

BENCH_STUDENTS (17400) sets the size of the sample districts, BENCH_SEED (5) their seed: never one that the model was
trained on. BENCH_PROFILE=hard draws that profile alone. BENCH_GOLD=0 leaves other people's sets out. The profile `hard`
is scored with a model that learned from `normal`, because the one that is shipped learned from `hard`.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.clock import cost_of, environment
from cupola.engine.backends.duck import connect, quoted
from cupola.engine.linking.linking import link
from cupola.engine.linking.model import read
from cupola.engine.linking.scoring import score

CUPOLA = [sys.executable, "-m", "cupola"]
SHARED = Path(os.environ.get("CUPOLA_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
GOLD = SHARED / "data" / "linkage-gold"
HEADER = ("Application ID", "First Name", "Last Name", "Birth Date", "Home Address", "Home ZIP", "Email", "Gender")
# What a person would confirm: these lists are about adults, so nothing is guessed of them.
MAPPING = """\
name: {name}
form: student_list
system: {{id: {name}, name: {name}, kind: {kind}}}
signature: [{signature}]
columns:
  {key}: {{header: {header}, why: the key}}
  given_name: {{header: First Name, why: said}}
  family_name: {{header: Last Name, why: said}}
  birth_date: {{header: Birth Date, dates: YYYY-MM-DD, why: said}}
  street: {{header: Home Address, why: said}}
  zip: {{header: Home ZIP, why: said}}
  email: {{header: Email, why: said}}
  sex: {{header: Gender, why: said}}
"""
LISTS = {
    "sis-students": {
        "kind": "sis",
        "key": "local_id",
        "header": "Student Number",
        "signature": "student number, home zip",
    },
    "enrollment-system": {
        "kind": "enrollment",
        "key": "record_id",
        "header": "Application ID",
        "signature": "application id, home zip",
    },
}
PROFILES = (
    ("ids hidden, normal", ("--hide-ids",), "precision 0.9999, recall 0.998"),
    ("ids hidden, hard", ("--hide-ids", "--dirt", "hard"), "precision 0.9999, recall 0.997"),
    ("with state ids", (), "precision 0.9999, recall 0.9995"),
)
OF_NORMAL = Path(__file__).parent / "model_of_normal.json"


def run(*arguments: str) -> str:
    """What a command of Cupola prints."""
    done = subprocess.run([*CUPOLA, *arguments], check=True, capture_output=True, text=True, env=environment())
    return done.stdout


def samples(folder: Path, students: int, seed: int) -> None:
    """The sample district in three profiles; the pair of SIS and enrollment system is the one that is hard."""
    asked = os.environ.get("BENCH_PROFILE", "")
    for name, wishes, promised in (each for each in PROFILES if asked in each[0]):
        place = folder / name.replace(" ", "-").replace(",", "")
        data = place / "data"
        size = ("--students", str(students), "--seed", str(seed), "--faults", "none")
        run("sample", str(place / "files"), *size, *wishes)
        run("load", str(place / "files" / "this-month"), "--accept-mapping", "--data", str(data))
        truth = place / "files" / "truth.json"
        told = scored(data, truth, OF_NORMAL if "hard" in wishes else None)
        for each in told:
            tell(f"{students:,} students, {name}: {each['right'] if each['left'] != 'all' else 'all'}", each)
        print(f"{'':<66}promised: {promised}; people who look alike and are linked: {told[-1]['never_same']}")
        if wishes == ("--hide-ids",):
            costs(data, truth)


def scored(data: Path, truth: Path, model: Path | None) -> list[dict[str, Any]]:
    """The scores as the command tells them; with another model than the shipped one the links are made with that."""
    if model is None:
        told: list[dict[str, Any]] = json.loads(
            run("link", "score", "--truth", str(truth), "--json", "--data", str(data))
        )
        return told
    figures = ("precision", "recall", "f1", "queue_share")
    found = score(data, link(data, anew=True, model=read(model)), truth)
    return [{**asdict(each), **{name: getattr(each, name) for name in figures}} for each in found]


def costs(data: Path, truth: Path) -> None:
    """CPU of the exact-key join, of Cupola and of plain Splink, on the same two sources: linking alone, and in all."""
    spent = {}
    for way in ("exact", "cupola", "plain"):
        command = ["-m", "bench.linking_sides", way, str(data), str(truth)]
        cost = cost_of(command)
        told = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True, env=environment())
        seen = json.loads(told.stdout)
        precision, recall = seen["right"] / max(seen["made"], 1), seen["right"] / seen["true"]
        f1 = 2 * precision * recall / (precision + recall)
        spent[way] = seen["cpu"]
        print(
            f"{way:<50}{seen['cpu']:>8.1f} CPU s linking{cost.cpu_seconds:>8.1f} CPU s in all{cost.peak_mb:>7.0f} MB"
            f"  F1 {f1:.5f}",
            flush=True,
        )
    print(f"{'':<50}plain Splink / Cupola: {spent['plain'] / spent['cupola']:.1f} times the CPU (promised: 5)")


def gold(folder: Path) -> None:
    """Other people's sets as they are: one record of each entity is the SIS, the others are typed forms."""
    for name, rows in sets():
        place = folder / name
        place.mkdir()
        first: dict[str, str] = {}
        pairs, lists = [], {name: [] for name in LISTS}
        for entity, row in rows:
            if entity in first:
                pairs.append([first[entity], row[0]])
                lists["enrollment-system"].append(row)
            else:
                first[entity] = row[0]
                lists["sis-students"].append(row)
        mappings = []
        for list_name, found in lists.items():
            said = LISTS[list_name]
            with (place / f"{list_name}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow((said["header"], *HEADER[1:]))
                writer.writerows(found)
            mapping = place / f"{list_name}.yaml"
            mapping.write_text(MAPPING.format(name=list_name, **said), encoding="utf-8")
            mappings += ["--mapping", str(mapping)]
        truth = place / "truth.json"
        truth.write_text(json.dumps({"pairs": {"enrollment-system.csv": pairs}}), encoding="utf-8")
        data = place / "data"
        files = [str(place / f"{list_name}.csv") for list_name in lists]
        run("load", *files, *mappings, "--accept-mapping", "--accept-unusual", "--data", str(data))
        told = json.loads(run("link", "score", "--truth", str(truth), "--json", "--data", str(data)))
        tell(f"{name}, {len(pairs):,} pairs", told[0])


def sets() -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """FEBRL 2 and 3, and Splink's two sets: entity and the cells of each record."""
    for number in (2, 3):
        with (GOLD / "febrl" / f"dataset{number}.csv").open(encoding="utf-8", newline="") as stream:
            rows = [{k.strip(): (v or "").strip() for k, v in row.items()} for row in csv.DictReader(stream)]
        yield f"FEBRL {number}", [(row["rec_id"].split("-")[1], febrl(row)) for row in originals_first(rows)]
    for name in ("fake_1000.csv", "historical_figures_with_errors_50k.parquet"):
        path = quoted(str(GOLD / "splink" / name))
        source = f"read_csv({path}, all_varchar = true)" if name.endswith("csv") else f"read_parquet({path})"
        found = connect().execute(f"SELECT * FROM {source} ORDER BY cluster, unique_id")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        yield name.partition(".")[0], [(str(row["cluster"]), splinks(row)) for row in rows]


def originals_first(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The originals before their duplicates."""
    return sorted(rows, key=lambda row: "-dup" in row["rec_id"])


def febrl(row: dict[str, str]) -> list[str]:
    """A record of FEBRL without its social security number."""
    born = row["date_of_birth"]
    birth = f"{born[:4]}-{born[4:6]}-{born[6:8]}" if len(born) == 8 else ""
    street = f"{row['street_number']} {row['address_1']}".strip()
    return [row["rec_id"], row["given_name"], row["surname"], birth, street, row["postcode"], "", ""]


def splinks(row: dict[str, Any]) -> list[str]:
    """A record of one of Splink's sets."""
    cells = {key: "" if value is None else str(value) for key, value in row.items()}
    place = cells.get("birth_place") or cells.get("city", "")
    code = cells.get("postcode_fake", "")
    key = f"R{cells['unique_id']}"
    return [key, cells["first_name"], cells["surname"], cells["dob"], place if code else "", code,
            cells.get("email", ""), cells.get("gender", "")]  # fmt: skip


def tell(what: str, found: dict[str, Any]) -> None:
    """One line of figures."""
    share = f"{found['queue_share']:.0%} of errors"
    print(
        f"{what:<66}P {found['precision']:.5f}  R {found['recall']:.5f}  F1 {found['f1']:.5f}  wrong"
        f" {found['wrong_links']}, missed {found['missed']}, queue {found['queue']} ({share})",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    students = int(os.environ.get("BENCH_STUDENTS", "17400"))
    seed = int(os.environ.get("BENCH_SEED", "5"))
    with tempfile.TemporaryDirectory(prefix="cupola-linking-") as own:
        if GOLD.is_dir() and os.environ.get("BENCH_GOLD", "1") != "0":
            gold(Path(own))
        samples(Path(own), students, seed)


if __name__ == "__main__":
    main()
