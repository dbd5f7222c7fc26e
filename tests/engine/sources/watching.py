"""What the tests of monitoring share: a roster of two schools, and what the record says of a monitor."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.engine.sources.put_deliveries import Delivery

ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Elm District,district,,
s1,,,Elm Park,school,0101,d1
s2,,,Elm Park Middle,school,0202,d1
"""
MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.orgs,bulk
"""
KUMA = """
CREATE TABLE monitor (id INTEGER PRIMARY KEY, name VARCHAR(150), active BOOLEAN DEFAULT 1, user_id INTEGER,
  interval INTEGER DEFAULT 60, url TEXT, type VARCHAR(20), hostname VARCHAR(255), port INTEGER {parent});
CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, important BOOLEAN DEFAULT 0, monitor_id INTEGER, status SMALLINT,
  msg TEXT, time DATETIME, ping INTEGER, duration INTEGER DEFAULT 0);
CREATE TABLE user (id INTEGER PRIMARY KEY, username TEXT, password TEXT);
INSERT INTO user VALUES (1, 'zzname', 'zzsecret');
"""


def put_roster(delivery: Delivery) -> None:
    """A OneRoster package of a district with two schools."""
    delivery.put("sis/manifest.csv", MANIFEST)
    delivery.put("sis/orgs.csv", ORGS)


def put_kuma(delivery: Delivery, monitors: Iterable[tuple[Any, ...]], beats: Iterable[tuple[Any, ...]]) -> Path:
    """A database of Uptime Kuma: monitors (id, name, type, interval, parent), beats (monitor, status, time)."""
    path = delivery.folder / "in" / "kuma.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path)
    database.executescript(KUMA.format(parent=", parent INTEGER"))
    database.executemany(
        "INSERT INTO monitor (id, name, type, interval, parent, url) VALUES (?, ?, ?, ?, ?, 'zzaddress')", monitors
    )
    database.executemany("INSERT INTO heartbeat (monitor_id, status, time, msg) VALUES (?, ?, ?, 'zzwords')", beats)
    database.commit()
    database.close()
    return path


def stretches(delivery: Delivery) -> list[tuple[object, ...]]:
    """Monitor, begin and end as `dd hh:mm:ss`, and state, of all stretches in the record."""
    return delivery.ask(
        "SELECT service_monitor_id, strftime(begin_at, '%d %H:%M:%S'), strftime(end_at, '%d %H:%M:%S'), state "
        "FROM {service_intervals} ORDER BY ALL"
    )
