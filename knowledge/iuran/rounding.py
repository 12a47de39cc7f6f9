"""Rounding: each share of a person to whole rupiah, half up. No rule is known; the official figure is SIPP's."""

from decimal import ROUND_HALF_UP, Decimal


def whole(amount: Decimal) -> int:
    """Whole rupiah, half a rupiah and more upwards."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
