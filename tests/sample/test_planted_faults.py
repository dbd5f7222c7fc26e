"""Every fault is where truth.json says, and there is no other at error level."""

from __future__ import annotations

from pathlib import Path

from cupola.engine.catalog import retired
from cupola.sample import write_district
from tests.sample.reading import Written, errors_of

CHECK_IDS = Path(__file__).parents[1] / "habits" / "check_ids.txt"
# Checks that compare two deliveries.
OF_THE_PAST = ("HIS", "FED-006", "FED-007", "FED-008", "FED-009")
OF_LINKS = ("LNK",)
NOT_IN_MAIN_FILES = ("FIL", "PKG")
# What is found is a school or a grade, in the line of its first student, or a column that the line of headers lacks.
NOT_IN_THEIR_LINE = ("ACC-009", "DEM-004", "ATT-008", "ENR-020", "CLV-002", "SDS-002")


def checks_of(district):
    return {fault["check"] for fault in district.truth["faults"]}


def test_every_check_has_something_to_find_or_a_reason_why_not(spoiled):
    ids = {line.split()[0] for line in CHECK_IDS.read_text("utf-8").splitlines() if line and line[0] != "#"}
    # OWN is about the checks that a district writes itself, not about exports.
    ids -= {name for name in ids if name.startswith("OWN")} | retired().keys()
    missing = {entry["check"] for entry in spoiled.truth["not_planted"]}
    assert ids - checks_of(spoiled) == missing
    there = {check for check in missing if not check.startswith(OF_THE_PAST + OF_LINKS)}
    assert there == {"FIL-012", "GRB-004", "ORG-006", "ORG-007"}


def test_a_clean_district_has_no_fault(clean):
    for part in ("faults", "may_find", "must_not_find", "not_planted"):
        assert clean.truth[part] == []
    assert not (clean.folder / "this-month" / "odd-files").exists()


def test_a_clean_district_has_no_error(clean):
    assert errors_of(clean) == set()


def test_there_is_no_error_that_truth_does_not_tell(spoiled):
    told = {(fault["check"], fault["file"], fault["line"]) for fault in spoiled.truth["faults"]}
    perhaps = {(fault["check"], fault["file"], fault["subject"]) for fault in spoiled.truth["may_find"]}
    surprises = []
    for check, path, line in errors_of(spoiled) - told:
        row = next(row for row in spoiled.table(path) if row["line"] == line)
        if not any((check, path, value) in perhaps for value in row.values()):
            surprises.append((check, path, row))
    assert surprises == []


def test_every_error_that_truth_tells_is_there(spoiled):
    errors = errors_of(spoiled)
    judged = {check for check, _, _ in errors}
    told = {
        (fault["check"], fault["file"], fault["line"])
        for fault in spoiled.truth["faults"]
        if fault["check"] in judged and "odd-files" not in fault["file"] and "other-systems" not in fault["file"]
    }
    assert told - errors == set()
    assert len(judged) > 30


def test_the_line_of_a_fault_holds_its_subject(spoiled):
    texts = {}
    for fault in spoiled.truth["faults"]:
        path, line, subject = fault["file"], fault["line"], fault["subject"]
        if line is None or subject is None or fault["check"].startswith((*NOT_IN_MAIN_FILES, *NOT_IN_THEIR_LINE)):
            continue
        if path not in texts:
            texts[path] = spoiled.text(path).split("\n")
        assert subject in texts[path][line - 1], fault


def test_a_fault_without_a_line_concerns_a_whole_file_or_school(spoiled):
    whole = {fault["check"] for fault in spoiled.truth["faults"] if fault["line"] is None}
    packaging = {"SES-006", "CLV-001", "SDS-001", "ASM-004", "ASM-005"}
    feeds = {f"FED-00{number}" for number in range(1, 6)}
    assert {check for check in whole if not check.startswith(NOT_IN_MAIN_FILES)} == packaging | feeds


def test_the_nine_patterns_have_the_counts_of_a_district_of_this_size(spoiled):
    counts = dict.fromkeys(checks_of(spoiled), 0)
    for fault in spoiled.truth["faults"]:
        counts[fault["check"]] += 1
    wanted = {"IDN-001": 4, "IDN-002": 1, "IDN-003": 1, "ASM-001": 1, "ASM-002": 1, "ASM-003": 1, "PRG-001": 6}
    assert {check: counts[check] for check in wanted} == wanted
    assert counts["ENR-001"] >= 20
    assert counts["ACC-001"] > 100


def test_twins_homonyms_and_changed_names_must_not_be_found(spoiled):
    notes = " ".join(entry["note"] for entry in spoiled.truth["must_not_find"])
    for look_alike in ("a twin", "same name", "name has changed", "who is a parent", "letters and marks"):
        assert look_alike in notes


def test_no_fault_is_planted_on_a_look_alike(spoiled):
    faults = {(fault["check"], fault["subject"]) for fault in spoiled.truth["faults"] + spoiled.truth["may_find"]}
    innocent = {(entry["check"], entry["subject"]) for entry in spoiled.truth["must_not_find"]}
    assert faults & innocent == set()


def test_a_feed_goes_dark_at_one_school_while_the_others_go_on(spoiled):
    dark = next(fault for fault in spoiled.truth["faults"] if fault["check"] == "FED-001")["subject"]
    newest = {}
    for row in spoiled.export("attendance"):
        if row.get("Date", "") < "2026-11":
            newest[row["School Code"]] = max(newest.get(row["School Code"], ""), row["Date"])
    assert newest.pop(dark) == "2026-10-05"
    assert min(newest.values()) == "2026-10-29"


def test_the_stale_copy_has_the_same_bytes(spoiled):
    copy = next(fault for fault in spoiled.truth["faults"] if fault["check"] == "FIL-021")
    folder = spoiled.folder
    assert (folder / copy["file"]).read_bytes() == (folder / copy["subject"]).read_bytes()


def test_a_tiny_district_says_what_it_is_too_small_for(tmp_path):
    write_district(tmp_path, students=50, faults="all")
    tiny = Written(tmp_path)
    planted, missing = checks_of(tiny), {entry["check"] for entry in tiny.truth["not_planted"]}
    assert len(planted) > 90
    assert not planted & missing
    told = {(fault["check"], fault["file"], fault["line"]) for fault in tiny.truth["faults"]}
    of_the_sis = {error for error in told if not error[1].startswith("other-systems")}
    assert {error for error in of_the_sis if error[0] in ("ROS-001", "ROS-013")} <= errors_of(tiny)
