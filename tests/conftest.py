"""For every test."""

from __future__ import annotations

from hypothesis import settings

# Speed is measured by the benchmarks; a deadline would only fail on a busy machine.
settings.register_profile("uis_desktop", deadline=None)
settings.load_profile("uis_desktop")
