"""Random streams, weighted draws and ranks: the array work that every part of the population shares."""

import hashlib
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


def words(text: str) -> tuple[str, ...]:
    """A list of single words, written as one text."""
    return tuple(text.split())


def columns(text: str) -> tuple[str, ...]:
    """A header, written as it stands in the file."""
    return tuple(text.split(","))


def stream(seed: int, part: str) -> np.random.Generator:
    """The random stream of one part: changing how one part draws shifts no other part."""
    words = np.frombuffer(hashlib.sha256(part.encode()).digest()[:16], dtype=np.uint32)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=tuple(int(word) for word in words)))


def draw(rng: np.random.Generator, count: int, weights: Sequence[float] | Array) -> Array:
    """`count` codes 0..n-1 drawn in proportion to the weights."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    codes: Array = np.searchsorted(edges, rng.random(count) * edges[-1], side="right").astype(np.int32)
    return codes


def falling(count: int) -> Array:
    """Weights for a list in which earlier entries are met more often."""
    return np.asarray((np.arange(count) + 3.0) ** -0.7)


def ranks(*keys: Array) -> tuple[Array, Array, Array]:
    """For each row: its place in its group of equal keys, the size of the group, and the group's number.

    Groups are numbered in the order of the keys, the first key leading; rows keep their order inside a group.
    """
    count = len(keys[0])
    order = np.lexsort(keys[::-1])
    new = np.ones(count, dtype=bool)
    if count:
        new[1:] = np.logical_or.reduce([key[order][1:] != key[order][:-1] for key in keys])
    starts = np.flatnonzero(new)
    group_sorted = np.cumsum(new) - 1
    sizes = np.diff(np.append(starts, count))
    rank, size, group = (np.empty(count, dtype=np.int64) for _ in range(3))
    rank[order] = np.arange(count) - starts[group_sorted] if count else 0
    size[order] = sizes[group_sorted] if count else 0
    group[order] = group_sorted
    return rank, size, group


def lookup(table: Sequence[str] | Array, codes: Array) -> list[str]:
    """The text of every code."""
    texts = table if isinstance(table, np.ndarray) else as_objects(table)
    found: list[str] = texts[codes].tolist()
    return found


def as_objects(table: Sequence[str]) -> Array:
    """A table of texts that can be looked up with an array of codes."""
    objects = np.empty(len(table), dtype=object)
    objects[:] = list(table)
    return objects


def chunks(count: int, size: int = 50_000) -> list[slice]:
    """Slices that cover 0..count, so that a million rows are never text all at once."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]
