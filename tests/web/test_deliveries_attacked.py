"""Deliveries under attack: names that climb, full disks, kills in the middle."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from cupola.engine.record.store import open_store
from cupola.workspace import jobs, keeping
from cupola.workspace.models import Delivery, DeliveryState
from cupola.workspace.receiving import safe_path

pytestmark = pytest.mark.deep

NAMES = [
    "../../etc/passwd.csv",
    "/etc/passwd.csv",
    "C:\\Windows\\system32\\list.csv",
    "..\\..\\list.csv",
    "a/../../b.csv",
    "\x00\x07list\n.csv",
    "list\u202egpj.csv",
    "x" * 5_000 + ".csv",
    "é" * 300 + ".csv",
    "." + "y" * 400,
    "/".join(["deep"] * 200) + "/list.csv",
    "\ud800.csv",
    ". /.. /list.csv",
    "",
    "/",
    "CON:*?.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_never_leaves_its_folder(name: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    place = (home / safe_path(name)).resolve()
    assert place.is_relative_to(home)
    assert place != home
    place.parent.mkdir(parents=True)
    place.write_text("here")
    assert all(part.isprintable() and part not in ("..", ".") for part in place.relative_to(home).parts)


def test_files_with_hostile_names_are_all_kept_below_the_delivery(cast, as_, record: Path) -> None:
    files = [SimpleUploadedFile(f"n{number}.csv", b"a,b\n1,2\n") for number in range(len(NAMES))]
    paths = [name.replace("\ud800", "?").replace("\x00", "") for name in NAMES]
    answer = as_(cast.ada).post("/deliveries/", {"files": files, "paths": paths})
    made = Delivery.objects.get(pk=answer.headers["Location"].strip("/").rpartition("/")[2])
    kept = [file for file in keeping.upload_of(made).rglob("*") if file.is_file()]
    assert len(kept) == len(NAMES)
    outside = {file.name for file in (record / "web" / "uploads").iterdir()}
    assert outside == {str(made.pk)}


def test_two_files_of_one_name_are_both_kept(cast, as_) -> None:
    files = [SimpleUploadedFile("list.csv", f"a,b\n{number},2\n".encode()) for number in range(3)]
    files.append(SimpleUploadedFile("below.csv", b"a,b\n9,9\n"))
    answer = as_(cast.ada).post("/deliveries/", {"files": files, "paths": [*["list.csv"] * 3, "list.csv/below.csv"]})
    made = Delivery.objects.get(pk=answer.headers["Location"].strip("/").rpartition("/")[2])
    assert sorted(file.read_text() for file in keeping.upload_of(made).rglob("*") if file.is_file()) == [
        "a,b\n0,2\n",
        "a,b\n1,2\n",
        "a,b\n2,2\n",
        "a,b\n9,9\n",
    ]


def test_a_folder_of_many_files_needs_few_open_handles(cast, as_) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = [SimpleUploadedFile(f"{number}.csv", b"a,b\n1,2\n") for number in range(300)]
    client = as_(cast.ada)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) + 40, hard))
    try:
        answer = client.post("/deliveries/", {"files": files})
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert answer.headers["Location"] != "/deliveries/"


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db
def test_a_full_disk_while_uploading_is_told_and_keeps_nothing(cast, as_, settings, record: Path) -> None:
    """The database is far larger than the limit, so it stays out of the way: only new files are cut."""
    from django.test import RequestFactory

    from cupola.shell.uploads import refusal_of

    settings.FILE_UPLOAD_TEMP_DIR = str(record / "web" / "uploads")
    big = SimpleUploadedFile("users.csv", b"x" * 3_000_000)
    small = SimpleUploadedFile("orgs.csv", b"a,b\n")
    request = RequestFactory().post("/deliveries/", {"files": [big, small]})
    with files_no_larger_than(1_000_000):
        assert [file.name for file in request.FILES.getlist("files")] == []
        refused = refusal_of(request)
    assert "users.csv: could not be kept: File too large. Nothing was lost" in str(refused)
    assert list((record / "web" / "uploads").iterdir()) == []


def test_what_is_too_large_is_told_before_it_is_read(cast, as_, settings) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"upload_megabytes": 1})
    big = SimpleUploadedFile("users.csv", b"x" * 3_000_000)
    answer = as_(cast.ada).post("/deliveries/", {"files": [big]}, follow=True)
    assert "is larger than 1 MB" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_delivery_without_files_is_refused(cast, as_) -> None:
    answer = as_(cast.ada).post("/deliveries/", {}, follow=True)
    assert "holds no file" in answer.content.decode()


def lying(record: Path, made: Delivery, name: str = "list.csv", text: str = "a,b\n1,2\n") -> None:
    place = keeping.upload_of(made)
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text)


@pytest.mark.parametrize("state", [DeliveryState.ARRIVED, DeliveryState.READING, DeliveryState.APPLYING])
def test_a_delivery_at_work_without_a_job_gets_one(cast, record: Path, state: str) -> None:
    made = Delivery.objects.create(who="Ada", state=state)
    lying(record, made)
    jobs.heal()
    jobs.heal()
    waiting = [each.args_kwargs["args"] for each in DBTaskResult.objects.filter(status="READY")]
    assert waiting.count([made.pk]) == 1


def test_a_delivery_whose_files_are_gone_says_so(cast, record: Path) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.ARRIVED)
    jobs.heal()
    made.refresh_from_db()
    assert made.state == DeliveryState.FAILED
    assert "Deliver them again" in made.problem


def test_a_delivery_whose_job_met_a_fault_says_so_once(cast, record: Path) -> None:
    now = open_store(record).current()
    made = Delivery.objects.create(who="Ada", state=DeliveryState.APPLYING, before=now.id)
    lying(record, made)
    jobs.apply_delivery.enqueue(made.pk)
    DBTaskResult.objects.filter(task_path=jobs.apply_delivery.module_path).update(status="FAILED")
    jobs.heal()
    made.refresh_from_db()
    assert made.state == DeliveryState.HELD
    assert "fault of its own" in made.problem


# ---- real processes -------------------------------------------------------------------------------


@pytest.fixture
def installation(exports: Path, tmp_path: Path) -> Iterator[Installation]:
    home = Installation(tmp_path / "data")
    home.python("from cupola.site.migrating import bring_up_to_date; bring_up_to_date()")
    yield home
    for process in home.started:
        if process.poll() is None:
            process.kill()
            process.wait()


class Installation:
    """A data folder of its own with real processes on it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("CUPOLA_")} | {
            "CUPOLA_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "cupola.site.settings",
        }

    def python(self, code: str, *, limit: int | None = None) -> str:
        """Run some lines in a process of their own and give back what they print."""
        before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n" if limit else ""
        whole = f"import django\ndjango.setup()\n{before}{code}"
        done = subprocess.run([sys.executable, "-c", whole], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a module of ours."""
        process = subprocess.Popen([sys.executable, "-m", *arguments], env=self.environment | more)
        self.started.append(process)
        return process

    def deliver(self, files: Path) -> None:
        """Make these files a delivery that waits to be read."""
        self.python(
            "import shutil; from pathlib import Path\nfrom django.conf import settings\n"
            "from cupola.workspace.models import Delivery\nfrom cupola.workspace.receiving import begin\n"
            f"half = Path(settings.WEB_FOLDER) / 'uploads' / 'x.part'; shutil.copytree({str(files)!r}, half)\n"
            "begin(half, Delivery(came_by='upload', who='Ada'), by=None, count=1, size=1)"
        )

    def state(self) -> str:
        """The state of the newest delivery, and how far it is."""
        return self.python(
            "from cupola.workspace.models import Delivery\n"
            "d = Delivery.objects.first(); print(d.state, d.progress, d.snapshot, d.problem) if d else print('none')"
        )

    def until(self, *states: str, seconds: float = 90) -> str:
        """Wait for a state."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.state()
            if now.split()[0] in states:
                return now
            time.sleep(0.3)
        raise AssertionError(f"still {now}")

    def apply(self) -> None:
        """Say yes to the newest delivery."""
        self.python(
            "from cupola.workspace import deliveries\nfrom cupola.workspace.models import Delivery, User\n"
            "u = User.objects.first() or User.objects.create_user('ada@harbor.example', 'Ada', 'calm harbor morning')\n"
            "deliveries.put_in_force(Delivery.objects.first(), by=u, reason='meant so')"
        )


def test_a_worker_killed_while_reading_and_applying_ends_as_if_nothing_had_happened(
    installation: Installation, exports: Path
) -> None:
    home = installation
    home.deliver(exports / "this-month")
    for state in ("reading", "applying"):
        if state == "applying":
            home.apply()
        for _ in range(2):
            worker = home.start("cupola.site.worker")
            home.until(state)
            time.sleep(0.4)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        worker = home.start("cupola.site.worker")
        now = home.until("held", "ready", "applied", "failed")
        worker.kill()
        worker.wait()
        assert now.split()[0] == ("applied" if state == "applying" else now.split()[0]), now
        assert "failed" not in now, now
    store = open_store(home.data)
    assert store.verify() == ()
    assert store.current().id in home.state()
    assert len([each for each in store.snapshots() if each.state != "undone"]) == 1
    assert not list((home.data / "web" / "uploads").iterdir())


def test_a_kill_between_the_record_and_the_workspace_heals(installation: Installation, exports: Path) -> None:
    home = installation
    home.deliver(exports / "this-month")
    home.python("from cupola.workspace import reading; reading.read(1)")
    home.apply()
    home.python(
        "import os\nfrom cupola.workspace import reading\nreading._applied = lambda *a: os._exit(0)\nreading.apply(1)"
    )
    made = open_store(home.data).current().id
    assert home.state().startswith("applying")
    home.start("cupola.site.worker")
    assert made in home.until("applied")


def test_a_disk_full_while_reading_or_applying_is_told(installation: Installation, exports: Path) -> None:
    home = installation
    home.deliver(exports / "this-month")
    largest = max(path.stat().st_size for path in (home.data / "web").rglob("*") if path.is_file())
    home.python("from cupola.workspace import reading; reading.read(1)", limit=largest + 4096)
    first = home.state()
    home.python("from cupola.workspace.models import Delivery; Delivery.objects.update(state='arrived')")
    home.python("from cupola.workspace import reading; reading.read(1)")
    assert home.state().split()[0] in ("held", "ready"), (first, home.state())


def test_an_upload_whose_server_is_killed_leaves_no_delivery(installation: Installation) -> None:
    home = installation
    home.python(
        "import os, io\nfrom django.core.files.uploadedfile import SimpleUploadedFile\n"
        "from cupola.workspace import receiving\nfrom cupola.workspace.models import User\n"
        "u = User.objects.create_user('ada@harbor.example', 'Ada', 'calm harbor morning')\n"
        "def files():\n"
        "    yield 'a.csv', SimpleUploadedFile('a.csv', b'a,b')\n"
        "    os._exit(0)\n"
        "receiving.take_in(files(), by=u)"
    )
    assert home.state() == "none"
    (left,) = (home.data / "web" / "uploads").iterdir()
    assert left.name.endswith(".part")
    os.utime(left, (time.time() - 3 * 86_400,) * 2)
    home.python("from cupola.workspace import keeping; keeping.purge()")
    assert not list((home.data / "web" / "uploads").iterdir())
