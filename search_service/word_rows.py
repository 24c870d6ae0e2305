"""The words of passages as columns: what an index keeps of them, and what is counted in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rows:
    """The words of passages, a row each: the passage, the form, its position and its span in the text.

    Rows come in the order of the passages that were asked for, within one in the order of `words.words`.
    `running` is true of running words: the rows of compounds, which repeat their parts, are not.
    """

    passages: NDArray[np.integer]
    forms: NDArray[np.integer]
    positions: NDArray[np.integer]
    starts: NDArray[np.integer]
    ends: NDArray[np.integer]

    @property
    def running(self) -> NDArray[np.bool_]:
        """Whether each row is a running word, by which a corpus is counted (see `words.running`)."""
        further = np.ones(len(self.forms), np.bool_)
        # The positions of running words ascend; a compound stands behind its parts, at the first one's.
        further[1:] = (self.passages[1:] != self.passages[:-1]) | (self.positions[1:] > self.positions[:-1])
        return further
