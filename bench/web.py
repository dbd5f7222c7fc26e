"""A hundred readers while a delivery is applied: how long each list page takes beside the empty signed-in page.

Run as `python -m bench.web FOLDER STUDENTS`; prints one JSON object. Every reader is signed in and thinks for ten
seconds between two pages. The delivery is loaded on the command line and published by the server's own worker.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.clock import environment

READERS = 100
THINK_SECONDS = 10.0
LAST_SECONDS = 150.0
EMPTY = "/help/"
LISTS = ("/measures/of/students-per-device/", "/findings/", "/findings/?group=school", "/deliveries/", "/schools/", "/")


@dataclass
class Times:
    """Seconds that each page took, and what went wrong."""

    of: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def p95(self, page: str) -> float:
        """The time that nineteen of twenty answers stayed below."""
        times = sorted(self.of[page])
        return times[int(len(times) * 0.95)] if times else float("nan")


def district(folder: Path, students: int) -> tuple[Path, Path]:
    """A data folder with last month's record of a sample district, and this month's files."""
    exports, data = folder / f"web-district-{students}", folder / f"web-data-{students}"
    if not (exports / "truth.json").exists():
        _run("-m", "cupola", "sample", str(exports), "--students", str(students))
    if not (data / "current").exists():
        _run("-m", "cupola", "load", str(exports / "last-month"), "--data", str(data), "--accept-mapping")
    return data, exports / "this-month"


def _run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=environment(), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2_000:])
    return done.stdout


class Server:
    """`cupola up` on a free port."""

    def __init__(self, data: Path) -> None:
        command = [sys.executable, "-m", "cupola", "up", "--data", str(data), "--port", "0"]
        self.process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.address = ""
        for line in self.process.stdout:
            if found := re.search(r"http://[^/\s]+", line):
                self.address = found[0]
            if "Ctrl+C" in line or "works once" in line:
                break

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(60)


def reader(address: str, who: dict[str, Any], times: Times, until: float) -> None:
    """Read one page after the other, as a person does."""
    place = urlsplit(address)
    cookie = str(who["cookie"])
    dice = random.Random(cookie)
    lists = [page for page in LISTS if page != "/deliveries/" or who["sees_deliveries"]]
    time.sleep(dice.uniform(0, THINK_SECONDS))
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
    while time.monotonic() < until:
        page = EMPTY if dice.random() < 0.25 else dice.choice(lists)
        began = time.monotonic()
        try:
            status = _get(connection, page, cookie)
            if status != 200:
                times.errors.append(f"{page}: {status}")
        except OSError as error:
            times.errors.append(f"{page}: {type(error).__name__}")
            connection.close()
        times.of[page].append(time.monotonic() - began)
        time.sleep(dice.expovariate(1 / THINK_SECONDS))


def _get(connection: http.client.HTTPConnection, page: str, cookie: str) -> int:
    """One page. A kept connection that the server has closed meanwhile is opened anew, as browsers do."""
    was_kept = connection.sock is not None
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    try:
        connection.request("GET", page, headers=headers)
        answer = connection.getresponse()
    except ConnectionError:
        connection.close()
        if not was_kept:
            raise
        connection.request("GET", page, headers=headers)
        answer = connection.getresponse()
    answer.read()
    return answer.status


def measure(folder: Path, students: int) -> dict[str, object]:
    """Start the server, let a hundred read while this month's files are loaded, and say how it went."""
    data, this_month = district(folder, students)
    server = Server(data)
    try:
        cookies = json.loads(_run("-m", "bench.web_people", str(data), str(READERS)))
        times = Times()
        until = time.monotonic() + LAST_SECONDS
        readers = [threading.Thread(target=reader, args=(server.address, each, times, until)) for each in cookies]
        for each in readers:
            each.start()
        time.sleep(THINK_SECONDS)
        _run("-m", "cupola", "load", str(this_month), "--data", str(data), "--accept-mapping", "--accept-unusual")
        for each in readers:
            each.join()
    finally:
        server.stop()
    empty = times.p95(EMPTY)
    return {
        "students": students,
        "readers": READERS,
        "pages": sum(map(len, times.of.values())),
        "errors": times.errors[:10],
        "error_count": len(times.errors),
        "empty_p95": round(empty, 4),
        "lists": {page: [round(times.p95(page), 4), round(times.p95(page) / empty, 2)] for page in LISTS},
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2])), indent=1))
    sys.stdout.flush()
    os._exit(0)
