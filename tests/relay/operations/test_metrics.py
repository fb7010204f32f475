"""What Prometheus reads: well-formed, named by its convention, and not for everybody."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.relay.calls import waiting
from tests.relay.company import ANNA, company
from uis_desktop.relay.metrics import Metrics

_SAMPLE = re.compile(r'([a-z_]+)(?:\{([a-z]+="[\w .+]*"(?:,[a-z]+="[\w .+]*")*)\})? ([\d.]+)')


def _counted() -> Metrics:
    """Something of everything."""
    metrics = Metrics()
    for counts in (metrics.notifications, metrics.interactive, metrics.enrolments,
                   metrics.call_api, metrics.streams_cut, metrics.recovered):  # fmt: skip
        counts["one"] += 1
        counts["two"] += 2
    metrics.fetched["sync contacts", "ok"] += 1
    metrics.frames_sent = 5
    for seconds in (0.0005, 0.02, 70.0):
        metrics.stored_within(seconds)
    return metrics


def test_every_figure_is_explained_and_named_by_convention() -> None:
    kinds: dict[str, str] = {}
    explained: set[str] = set()
    samples: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for line in _counted().text(open_streams=3).splitlines():
        if line.startswith("# HELP "):
            explained.add(line.split(" ", 3)[2])
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            kinds[name] = kind
        else:
            found = _SAMPLE.fullmatch(line)
            assert found is not None, line
            samples[found[1]].append((found[2], float(found[3])))
    assert explained == kinds.keys()
    assert all(name.startswith("uis_relay_") for name in kinds)
    for name, kind in kinds.items():
        assert name.endswith("_total") == (kind == "counter"), name
        assert name.endswith("_seconds") == (kind == "histogram"), name
    histogram = {"uis_relay_store_seconds" + end for end in ("_bucket", "_sum", "_count")}
    assert samples.keys() == (kinds.keys() - {"uis_relay_store_seconds"}) | histogram
    buckets = [value for _, value in samples["uis_relay_store_seconds_bucket"]]
    assert buckets == sorted(buckets)
    assert buckets[-1] == samples["uis_relay_store_seconds_count"][0][1] == 3


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        (None, {}, 200),
        (None, {"X-Forwarded-For": "203.0.113.9"}, 404),
        (None, {"Forwarded": "for=203.0.113.9"}, 404),
        (None, {"X-Forwarded-For": "127.0.0.1"}, 404),
        (None, {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer None"}, 404),
        ("right", {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer right"}, 200),
        ("right", {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer wrong"}, 404),
        ("right", {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer "}, 404),
        ("right", {"X-Forwarded-For": "203.0.113.9"}, 404),
    ],
)
async def test_metrics_are_for_this_machine_or_for_the_token(
    tmp_path: Path,
    token: str | None,
    headers: dict[str, str],
    status: int,
) -> None:
    async with company(tmp_path, metrics_token=token) as acme:
        acme.employ(ANNA)
        await acme.notify(**waiting(5))
        answered, text = await acme.get("/metrics", headers)
    assert answered == status
    stored = 'uis_relay_notifications_total{result="stored"} 1' in text
    assert stored == (status == 200)
    assert acme.account.secret not in text
