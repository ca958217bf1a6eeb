"""The reader's place over thousands of random steps in one run: arrivals, corrections, folds, views, sizes, keys.

    python -m tests.bench.place [STEPS] [SEED]

One app on one database from the first step to the last, so that what goes wrong only after long use is seen too. Ends
with an error, the seed and the last steps where an entry under the cursor has moved. The state machine is that of
`tests/ui/test_place_machine.py`, in which hypothesis looks for the shortest way to an error.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, deque
from typing import Any

from hypothesis.internal.conjecture.data import ConjectureData
from hypothesis.stateful import Rule
from hypothesis.strategies import SearchStrategy

from tests.ui.placing import SIZES, Reader

TOLD = 12
"""So many steps before an error are told."""


def main(steps: int, seed: int) -> None:
    """Take the steps."""
    start = time.monotonic()
    chance = random.Random(seed)
    taken: Counter[str] = Counter()
    last: deque[str] = deque(maxlen=TOLD)
    reader = Reader()
    try:
        reader.open(chance.choice(SIZES))
        for _step in range(steps):
            name = step(reader, chance, last)
            taken[name] += 1
    except BaseException:
        print(f"seed {seed}, after {taken.total():,} steps; the last of them:", *last, sep="\n  ", file=sys.stderr)
        raise
    finally:
        reader.teardown()
    print(f"{steps:,} steps in {time.monotonic() - start:.0f} s (seed {seed}): the place held")
    for name, count in taken.most_common():
        print(f"  {count:6,}  {name.replace('_', ' ')}")


def step(reader: Reader, chance: random.Random, last: deque[str]) -> str:
    """Take one step that is possible now, and look at what must always hold; gives the name of the step."""
    rules: list[Rule] = [rule for rule in reader.rules if all(holds(reader) for holds in rule.preconditions)]
    rule = chance.choice(rules)
    given = {name: drawn(strategy, chance) for name, strategy in rule.arguments.items()}
    name: str = rule.function.__name__
    last.append(f"{name}({', '.join(f'{key}={value!r}' for key, value in given.items())})")
    rule.function(reader, **given)
    for invariant in reader.invariants:
        invariant.function(reader)
    return name


def drawn(strategy: SearchStrategy[Any], chance: random.Random) -> Any:
    """A value of a strategy. Hypothesis itself ends a run after some hundred steps: it could not make it shorter."""
    return ConjectureData(random=chance).draw(strategy)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5000,
        int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6),
    )
