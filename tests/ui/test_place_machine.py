"""The reader's place is sacred, whatever happens in whatever order: a short run of the state machine."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.ui.placing import Reader

TestPlace = Reader.TestCase
TestPlace.settings = settings(
    max_examples=4, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
