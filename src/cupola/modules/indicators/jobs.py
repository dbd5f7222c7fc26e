"""The jobs of this room: look at the targets, and give the sample district the figures of earlier days."""

from __future__ import annotations

from django_tasks import task

from cupola.modules.indicators import alerting, mailing, sample_history


@task()
def look_at_targets() -> None:
    """Write down what is to be told of the figures that pages show, and mail those who asked for it."""
    alerting.look()
    mailing.tell_owners()


@task()
def bring_history() -> None:
    """Measure the sample district as it was on earlier days."""
    sample_history.bring()
