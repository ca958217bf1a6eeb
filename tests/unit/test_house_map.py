"""The map of the house for those who build it (ticker/README.md) names what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "ticker" / "README.md").read_text("utf-8")


def test_every_file_of_the_map_is_there() -> None:
    there = {path.name for room in ("ticker", "tests") for path in (ROOT / room).rglob("*.py")}

    named = set(re.findall(r"`(?:\w+/)*(\w+\.py)`", MAP))

    assert "stream_desk.py" in named
    assert named - there == set()


def test_every_room_of_the_house_is_on_the_map() -> None:
    rooms = {path.parent.name for path in (ROOT / "ticker").glob("*/__init__.py")}

    assert {room for room in rooms if f"`{room}/`" not in MAP} == set()


def test_every_benchmark_of_the_map_is_there() -> None:
    named = set(re.findall(r"`python -m tests\.bench\.(\w+)", MAP))

    assert "store" in named
    assert {name for name in named if not (ROOT / "tests" / "bench" / f"{name}.py").exists()} == set()
