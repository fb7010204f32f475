"""For every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Speed is measured by the benchmarks; a deadline would only fail on a busy machine.
settings.register_profile(
    "uis_desktop", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("uis_desktop")
