"""When the disk is full in the middle of a decision, the page says so and nothing is half done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from cupola.workspace.models import AuditEntry, Decision, Finding

# What PostgreSQL says when it cannot make a file larger.
FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'could not extend file "base/1": No space left on device';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON workspace_decision EXECUTE FUNCTION no_room()"""


@contextmanager
def database_that_may_not_grow() -> Iterator[None]:
    """SQLite takes no further page; PostgreSQL says of one table what it says of a full disk."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:  # Rooms that rows of other tests left behind would be filled first.
            cursor.execute("VACUUM")
        # SQLite takes the size that it has now for one that is smaller.
        cursor.execute("PRAGMA max_page_count=1" if is_sqlite else FULL)
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count=1073741823" if is_sqlite else "DROP FUNCTION no_room CASCADE")


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_and_the_decision_is_not_half_made(cast, as_) -> None:
    finding = Finding.objects.filter(is_open=True).first()
    ada = as_(cast.ada)
    ada.raise_request_exception = False
    lines = AuditEntry.objects.count()
    page = ada.get(f"/findings/{finding.fingerprint}/")
    said = {"only": finding.fingerprint, "stamp": page.context["stamp"], "back": "finding", "kind": "not_a_problem"}
    with database_that_may_not_grow():
        answer = ada.post("/findings/decide/", said | {"reason": "as it should be. " * 110})
        statuses = [answer.status_code]
        for _ in range(20):
            if 507 in statuses:
                break
            said["stamp"] = ada.get(f"/findings/{finding.fingerprint}/").context["stamp"]
            answer = ada.post("/findings/decide/", said | {"reason": "as it should be. " * 110, "kind": "note"})
            statuses.append(answer.status_code)
    assert statuses[-1] == 507, statuses
    assert "everything before it is safe" in answer.content.decode()
    finding.refresh_from_db()
    made = Decision.objects.filter(fingerprint=finding.fingerprint).count()
    assert made == finding.version
    assert AuditEntry.objects.count() - lines == made
