"""One tree of errors; every message says where, what, and what to do next."""

from __future__ import annotations


class CupolaError(Exception):
    """Something Cupola could not do. Bad data is never an error: it is a finding."""

    def __init__(self, place: str, fact: str, next_step: str) -> None:
        self.place = place
        self.fact = fact
        self.next_step = next_step
        super().__init__(f"{place}: {fact} {next_step}".strip())


class NothingToRead(CupolaError):
    """The paths given hold no file that can be read."""


class CatalogueError(CupolaError):
    """A file of the catalogue, or of the district's own checks, is not well formed."""


class MappingError(CupolaError):
    """A mapping file does not say what it must say."""


class StoreError(CupolaError):
    """The data folder cannot be read or written as asked."""


class DeliveryHeld(CupolaError):
    """The delivery changes the record in an unusual way and waits for a person's yes."""


class CheckStopped(CupolaError):
    """A district's own check was refused or stopped."""


class PullStopped(CupolaError):
    """A live pull could not be finished; what came whole is kept for the next try."""


class PullDenied(PullStopped):
    """A server has one collection not, or not for us; others may still be pulled."""


class PullUnsteady(PullStopped):
    """Rows of a collection moved between pages each time it was asked for; it cannot be called whole."""
