"""What a reply says beside its data: what is left of the budgets, and how old the version is."""

from __future__ import annotations

from uis_desktop.simulator.budget import Budget
from uis_desktop.simulator.scenario import Quirks


def metadata(budget: Budget, quirks: Quirks, version: str) -> dict[str, object]:
    """``metadata``; the version is named only when it is an old one."""
    told: dict[str, object] = {"limits": budget.told() if quirks.limits == "told" else {}}
    if quirks.deprecated != "no":
        told["api_version"] = {
            # One of the two documents has it with an i.
            f"current_version_{quirks.deprecated}": True,
            "current_version": version,
            "latest_version": f"v{int(version[1]) + 1}.0",
        }
    return told
