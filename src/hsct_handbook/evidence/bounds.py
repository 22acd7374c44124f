"""What a count can and cannot rule out: the exact (Clopper–Pearson) interval, computed by SciPy."""

from __future__ import annotations

from .facts import Value

METHOD = "Clopper–Pearson"
LEVEL = 95


def exact_interval(count: int, of: int) -> tuple[float, float]:
    """The exact 95% interval of a share, from 0 to 1: with 0 of N, how large a risk may still hide.

    Source: Clopper and Pearson, Biometrika 1934;26:404–13, whose ends are quantiles of beta distributions.
    """
    # Loaded here, for it takes a tenth of a second and few builds need it.
    from scipy.special import betaincinv  # type: ignore[import-untyped,unused-ignore]

    tail = (1 - LEVEL / 100) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, of - count + 1, tail))
    high = 1.0 if count == of else float(betaincinv(count + 1, of - count, 1 - tail))
    return low, high


def own_interval(value: Value) -> tuple[float, float] | None:
    """The exact interval of a count out of a total of which the source prints no interval; nothing for another."""
    if value.interval is not None or value.count is None or not value.of:
        return None
    return exact_interval(value.count, value.of)
