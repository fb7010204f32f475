"""A simulator per test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.simulator.stage import Stage, on_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with on_stage() as stage:
        yield stage


@pytest.fixture
async def signed_in(stage: Stage) -> Stage:
    await stage.sign_in()
    return stage
