"""Flat arrays of a build in and out, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_UNSIGNED = (np.uint8, np.uint16, np.uint32, np.uint64)


def write(folder: Path, name: str, array: NDArray[np.generic]) -> None:
    """Keep an array of one kind of number under `name`. Raises OSError."""
    np.save(folder / f"{name}.npy", array, allow_pickle=False)


def read(folder: Path, name: str) -> NDArray[Any]:
    """The array `name`, mapped: what is not looked at takes no memory.

    Raises OSError, and ValueError for a file that is damaged.
    """
    # A plain array over the map: slices of it cost less than those of a numpy.memmap.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))


def smallest(array: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """The numbers, from 0 on, in the smallest type that holds them all."""
    most = int(array.max(initial=0))
    return array.astype(next(kind for kind in _UNSIGNED if most <= np.iinfo(kind).max), copy=False)


def runs(first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of runs, one run after another: `counts` places from each of `first` on."""
    ends = np.cumsum(counts)
    return np.arange(counts.sum()) + np.repeat(first - ends + counts, counts)
