"""The command line: `cupola …`. Commands import what they need when they run, so that help is instant."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from cupola import __version__
from cupola.cli.admin import admin
from cupola.cli.audit import audit
from cupola.cli.briefs import brief
from cupola.cli.catalogue import checks, docs, explain
from cupola.cli.check import check
from cupola.cli.district import demo, sample
from cupola.cli.feeds import feeds
from cupola.cli.inventory import accounts, devices
from cupola.cli.keeping import backup, doctor, restore
from cupola.cli.linking import link
from cupola.cli.measures import measure
from cupola.cli.pull import pull
from cupola.cli.record import diff, load, mappings, purge, record, snapshots, undo
from cupola.cli.up import up
from cupola.engine.errors import CupolaError

SECTIONS = (
    ("Begin", ("up", "demo", "check")),
    ("The district's record", ("load", "record", "link", "feeds", "snapshots", "diff", "undo", "purge", "mappings")),
    ("What it says", ("measure", "devices", "accounts", "brief")),
    ("Instead of exports", ("pull",)),
    ("Keeping it well", ("backup", "restore", "doctor", "admin", "audit")),
    ("What is checked, and why", ("checks", "explain")),
    ("To try it and to build on it", ("sample", "docs")),
)
EPILOG = """\
\b
Examples:
  cupola check exports/                     say what is wrong in these exports
  cupola check sis.zip --format html -o report.html
  cupola load exports/ --accept-mapping     take them into the record
  cupola explain ROS-014                    what a check means, and how to fix it

\b
Exit codes: 0 clean; 1 findings at or above --fail-on, or a delivery that is held; 2 could not run.
"""


class Sections(click.Group):
    """A group whose help lists its commands by what a person wants to do."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one section of commands after another."""
        for title, names in SECTIONS:
            rows = [(name, self.commands[name].get_short_help_str(limit=90)) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows)


@click.group(
    cls=Sections,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="cupola")
def cli() -> None:
    """Cupola reads the exports a school district already has and says what is wrong in them,
    for whom, and how to fix it.

    Drop in files from the student information system, from device management, the directory, the asset
    register, or any list of students, absences or results: a folder, a zip, a file, or - for standard
    input. Nothing leaves this computer; only `cupola pull` uses the network, to fetch.
    """


for command in (
    up,
    check,
    load,
    record,
    link,
    measure,
    feeds,
    snapshots,
    undo,
    diff,
    purge,
    mappings,
    devices,
    accounts,
    brief,
    pull,
    backup,
    restore,
    doctor,
    admin,
    sample,
    demo,
    explain,
    checks,
    docs,
    audit,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. What could not be done is said in plain words, with exit code 2."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, with the program's own arguments unless others are given; returns its exit code."""
    try:
        result = cli(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
    except click.ClickException as misuse:
        misuse.show()
    except CupolaError as problem:
        click.echo(f"cupola: {problem}", err=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except MemoryError:
        click.echo("cupola: this machine has too little memory free for it. Close other programs.", err=True)
    except Exception as defect:
        if os.environ.get("CUPOLA_DEBUG"):
            raise
        kind = type(defect).__name__
        click.echo(
            f"cupola: a fault in the program itself ({kind}); nothing was changed by this step. "
            "Set CUPOLA_DEBUG=1 and run it again to see where, and report it.",
            err=True,
        )
    else:
        return result if isinstance(result, int) else 0
    return 2
