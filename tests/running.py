"""A whole run: as many processes as keep the processors busy, and none that hurries or tidies."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair, and others run beside it.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Run in a process more than there are processors: each waits for browsers and databases."""
    return (yield) + 1


def pytest_collection_finish() -> None:
    """Spare what all tests have imported from being looked through for garbage, time and again."""
    gc.collect()
    gc.freeze()
