"""The commented settings that `cupola pull --new` writes."""

from __future__ import annotations

import os
from pathlib import Path

from cupola.engine.errors import PullStopped
from cupola.engine.pull.settings import settings_path
from cupola.engine.pull.shelf import make_private
from cupola.engine.record.disk import Folder, refuse_foreign

EXAMPLE = """\
# How to pull {name}. Fill in what the vendor of the system gave you, then: cupola pull {name} --check
# The secret never stands in this file.

kind = "oneroster-1.2"          # oneroster-1.1, oneroster-1.2 or edfi
title = "{name}"                # how reports call this system

# OneRoster 1.2: the address of rostering. 1.1: the address that ends in v1p1. Ed-Fi: the address of the API.
base_url = "https://sis.example.org/ims/oneroster/rostering/v1p2"
token_url = "https://sis.example.org/oauth/token"       # Ed-Fi: leave it out, the API says it
# gradebook_url = "https://sis.example.org/ims/oneroster/gradebook/v1p2"    # only if it is not beside rostering

client_id = "the client id"
secret_env = "CUPOLA_SECRET_{variable}"        # the environment variable that holds the client's secret,
# secret_file = "{name}.secret"                # or a file beside this one that only you can read

# OneRoster 1.2 asks for the rights that it needs; leave it out for 1.1 and Ed-Fi unless the vendor says otherwise.
scope = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly \
https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly \
https://purl.imsglobal.org/spec/or/v1p2/scope/roster-demographics.readonly"

# What to take. Take only what you are going to check: what is not pulled cannot be lost.
collections = ["orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics"]
# Ed-Fi: collections = ["schools", "students", "studentSchoolAssociations", "staffs", "sections"]

# page_size = 500               # rows in one answer; Ed-Fi gives at most 500
# timeout_seconds = 60          # how long to wait for the server at each step
# overlap_minutes = 60          # changes are asked for from this long before the last pull, so that none is missed
"""


def write_example(data: Path, name: str) -> Path:
    """Write settings to fill in.

    Raises `PullStopped` when there are settings of this name already, `StoreError` when the data folder is none.
    """
    path = settings_path(data, name)
    if data.exists():
        refuse_foreign(Folder(data))
    make_private(path.parent)
    text = EXAMPLE.format(name=name, variable=name.upper().replace("-", "_"))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise PullStopped(str(path), "is there already.", "Edit it, or take another name.") from there
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path
