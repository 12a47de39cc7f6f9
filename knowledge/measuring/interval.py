"""Shares: how many of how many, and the interval that tells how sure that is (Wilson 1927, 95 %)."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""The quantile of the normal distribution that leaves 2.5 % on either side."""


def wilson(count: int, of: int) -> tuple[float, float]:
    """Between what the true share lies, 0 to 1. Raises ValueError unless 0 <= count <= of and of > 0."""
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"no share: {count} of {of}")
    share, spread = count / of, Z * Z / of
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / of / 4) / (1 + spread)
    return min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))


@dataclass(frozen=True)
class Share:
    """`count` of `of`; of nothing there is no share."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval."""
        return wilson(self.count, self.of) if self.of else None
