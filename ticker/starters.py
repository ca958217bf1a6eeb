"""The starter set: sources offered to a reader who has not subscribed to any."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Starter:
    """A source to begin with. `about` says what it is, by language (de, en)."""

    name: str
    url: str
    about: dict[str, str]


def starters() -> list[Starter]:
    """The set, in the order in which it is offered."""
    table = tomllib.loads(Path(__file__).with_name("starters.toml").read_text("utf-8"))
    return [Starter(**row) for row in table["starter"]]
