"""A disturbed night: what happened in it, and what is wrong with what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field


@dataclass(slots=True)
class Night:
    """`name` tells how to have the same accidents again; `entries` is how many were stored."""

    name: str
    accidents: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    entries: int = 0

    def count(self, accident: str) -> None:
        """One more of these."""
        self.accidents[accident] += 1

    def expect(self, who: str, code: int, codes: Container[int]) -> None:
        """Whether a program ended as it may (exit code, negative for a signal)."""
        if code not in codes:
            self.faults.append(f"{who} ended with {code}")
