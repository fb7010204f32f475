"""From where a stream starts, and what it must admit not to have."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.relay.log.port import Span
from uis_desktop.wire.frames import Gap, GapReason, Resume


@dataclass(frozen=True, slots=True)
class Start:
    """Send the gap, if there is one, then every event after ``after``."""

    after: int
    latest: int
    gap: Gap | None = None


def start_after(resume: Resume, span: Span, epoch: str) -> Start:
    """Resume or admit: never pretend that nothing happened.

    A desktop that comes for the first time has no gap: it gets what is kept.
    """
    latest, kept_after = span.latest, span.trimmed_to
    if resume.epoch is None:
        return Start(max(resume.after, kept_after), latest)
    if resume.epoch != epoch:
        return Start(kept_after, latest, Gap(from_=1, to=kept_after, reason=GapReason.EPOCH))
    if resume.after > latest:
        gap = Gap(from_=latest + 1, to=resume.after, reason=GapReason.FUTURE)
        return Start(latest, latest, gap)
    if resume.after < kept_after:
        gap = Gap(from_=resume.after + 1, to=kept_after, reason=GapReason.TRIMMED)
        return Start(kept_after, latest, gap)
    return Start(resume.after, latest)
