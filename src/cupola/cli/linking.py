"""`cupola link`: who is who over all sources, and how right that is where the truth is known."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option
from cupola.cli.record import json_option


@click.group(invoke_without_command=True)
@click.option("--anew", is_flag=True, help="Make the links again, although they are kept.")
@json_option
@data_option
@click.pass_context
def link(context: click.Context, anew: bool, as_json: bool, data: Path | None) -> None:
    """Find who is who, and which device is which, over all sources of the record.

    Numbers and addresses that one person has decide first, then name and birth date with school or home, then a
    score. What is sure is linked, what is likely is proposed to a person, the rest stays apart. Links are kept
    beside the record and made again after each load and each decision.

    With --json the answer is one object: snapshot, queue (proposals in all) and pairs (entity, left, right,
    left_records, right_records, linked, proposed, apart).
    """
    if context.invoked_subcommand is not None:
        return
    from cupola.engine.linking.linking import link as made

    links = made(data_folder(data), anew=anew)
    queue = sum(pair.proposed for pair in links.source_pairs)
    if as_json:
        told = {"snapshot": links.snapshot, "queue": queue, "pairs": [asdict(pair) for pair in links.source_pairs]}
        click.echo(json.dumps(told, indent=1))
        return
    click.echo(f"Snapshot {links.snapshot}\n")
    click.echo(f"{'':<52}{'linked':>9}{'proposed':>10}{'apart':>9}")
    for pair in links.source_pairs:
        name = f"{pair.entity}: {pair.left} and {pair.right}"
        click.echo(f"{name:<52}{pair.linked:>9,}{pair.proposed:>10,}{pair.apart:>9,}")
    click.echo(f"\n{queue:,} proposals wait for a person.")


@link.command()
@click.option(
    "--truth",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="truth.json of the sample district.",
)
@json_option
@data_option
def score(truth: Path, as_json: bool, data: Path | None) -> None:
    """Hold the links against a truth: precision and recall of what is linked, and what the queue holds.

    With --json the answer is a list, one object for each pair of sources and one for all: left, right,
    right_links, wrong_links, missed, queue, queue_right, never_same, precision, recall, f1, queue_share.
    """
    from cupola.engine.linking.linking import link as made
    from cupola.engine.linking.scoring import score as scored

    folder = data_folder(data)
    found = scored(folder, made(folder), truth)
    if as_json:
        figures = ("precision", "recall", "f1", "queue_share")
        click.echo(json.dumps([{**asdict(s), **{f: getattr(s, f) for f in figures}} for s in found], indent=1))
        return
    click.echo(f"{'':<44}{'precision':>10}{'recall':>9}{'F1':>9}{'wrong':>7}{'missed':>8}{'queue':>7}{'of errors':>11}")
    for each in found:
        name = "all" if each.left == "all" else f"{each.left} and {each.right}"
        click.echo(
            f"{name:<44}{each.precision:>10.5f}{each.recall:>9.5f}{each.f1:>9.5f}{each.wrong_links:>7,}"
            f"{each.missed:>8,}{each.queue:>7,}{each.queue_share:>10.0%}"
        )
    click.echo(f"\nOf people who look alike and are two, {found[-1].never_same:,} pairs are linked.")
