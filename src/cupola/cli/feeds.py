"""`cupola feeds`: how fresh each system's exports are, and how long events take to arrive."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cupola.cli.folders import data_folder, data_option

if TYPE_CHECKING:
    from cupola.engine.record.feeds import Timeliness

EVENTS = {"entry": "Students who entered", "exit": "Students who left", "new device": "New devices"}


@click.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge by. [default: today]")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_option
def feeds(as_of: datetime | None, as_json: bool, data: Path | None) -> None:
    """Tell how old each system's exports are, and how many days events take to arrive.

    An event is an entry, an exit or a new device; it arrives with the first snapshot that shows it. A feed
    is called dark when it is two weeks old at least and two of its usual deliveries are missing.
    """
    from cupola.engine.record.feeds import timeliness
    from cupola.engine.record.store import open_store

    day = as_of.date() if as_of else datetime.now(tz=UTC).date()
    found = timeliness(open_store(data_folder(data)), today=day)
    if as_json:
        click.echo(json.dumps(asdict(found), indent=1))
        return
    tell(found)


def tell(found: Timeliness) -> None:
    """Say it in plain lines."""
    if not found.feeds:
        click.echo("Nothing was loaded yet. `cupola load FOLDER` makes the first snapshot.")
        return
    click.echo(f"Age of the exports on {found.today}")
    for feed in found.feeds:
        usual = f"usually every {feed.usual_days:.0f} days" if feed.usual_days is not None else "delivered once"
        dark = "  HAS GONE DARK" if feed.dark else ""
        click.echo(f"  {feed.age_days:>5} days  {feed.name or feed.system} ({feed.kind}), {usual}{dark}")
    if found.snapshots < 2:
        click.echo("\nHow long events take to arrive can be told from the second load on.")
    for event, title in EVENTS.items():
        lags = [lag for lag in found.lags if lag.event == event]
        if lags:
            click.echo(f"\n{title}: days until the export showed it, over {found.snapshots} snapshots")
        for lag in lags:
            where = f"{lag.school}, " if lag.school else ""
            many = "1 event" if lag.events == 1 else f"{lag.events:,} events"
            middle, longest = f"{lag.median_days:.0f} days in the middle", f"{lag.longest_days} at most"
            click.echo(f"  {where}{lag.system}: {middle}, {longest} ({many})")
