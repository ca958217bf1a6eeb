"""The reader's place over thousands of random steps: arrivals, corrections, withdrawals, views, sizes, keys.

    python -m tests.bench.place [STEPS]

Ends with an error, and the shortest way to it, where an entry under the cursor has moved.
"""

from __future__ import annotations

import sys
import time

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.stateful import run_state_machine_as_test

from tests.ui.placing import Reader

RUN = 50


def main(steps: int) -> None:
    """Take the steps."""
    start = time.monotonic()
    run_state_machine_as_test(
        Reader,
        settings=settings(
            max_examples=max(1, steps // RUN),
            stateful_step_count=RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=DirectoryBasedExampleDatabase(".hypothesis/place"),
        ),
    )
    print(f"up to {steps:,} steps in {time.monotonic() - start:.0f} s: the place held")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
