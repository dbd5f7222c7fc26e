"""The jobs of this room: look at the targets, and give the sample district the figures of earlier days."""

from __future__ import annotations

from django_tasks import task

from cupola.modules.indicators import alerting, sample_history


@task()
def look_at_targets() -> None:
    """Write down what is to be told of the figures that pages show."""
    alerting.look()


@task()
def bring_history() -> None:
    """Measure the sample district as it was on earlier days."""
    sample_history.bring()
