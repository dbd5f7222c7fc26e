"""A set that was loaded is judged like the files themselves, and loading it again changes nothing."""

from __future__ import annotations

import pytest

from cupola.engine.journey import CheckOptions, check_record
from tests.engine.sources.deliveries import found
from tests.engine.sources.test_clever import FILES as CLEVER
from tests.engine.sources.test_gradebook import IN_12
from tests.engine.sources.test_insights import FILES as INSIGHTS
from tests.engine.sources.test_sds import NEW, OLD

FAULTS = {
    "sds 2.1": (NEW, "enrollments.csv", "k1,u9,student\n"),
    "sds": (OLD, "Section.csv", "k2,s9,Art 2,y1,Fall,8/32/2026,12/20/2026,c1,Art\n"),
    "clever": (CLEVER, "enrollments.csv", "s1,c9,p1\n"),
    "gradebook": (IN_12, "results.csv", "s2,,,l9,u1,submitted,,2026-09-09,,,k1,,,,\n"),
    "insights": (INSIGHTS, "Organization.csv", "1.5E+12,102,2026-08-20,2026-10-29,South Elm,,,102,\n"),
}
AREAS = ("SDS", "CLV", "GRB", "FRM", "ROS")


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_found_in_the_files_is_found_in_the_record(delivery, name):
    files, file, row = FAULTS[name]
    delivery.write(files | {file: files[file] + row})
    fresh = found(delivery.check(), *AREAS)
    assert fresh
    assert delivery.load().changed
    assert found(check_record(CheckOptions(delivery.folder / "data")), *AREAS) == fresh
    assert not delivery.load().changed
