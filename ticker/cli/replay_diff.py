"""What comes out otherwise with another tape or another version of the program: `ticker replay A --diff B`."""

from __future__ import annotations

import asyncio
import json
import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ticker.cli import compare, output
from ticker.cli.arguments import Setup
from ticker.cli.playing import Wish, as_json, changes_of
from ticker.errors import N_, UsageError
from ticker.l10n import numbers
from ticker.l10n.messages import _
from ticker.store.database import open_database
from ticker.text.sanitise import drawable, one_line


def print_differences(setup: Setup, wish: Wish, other: str, *, in_json: bool) -> int:
    """Print what comes out otherwise; gives the exit code: 1 where there is something."""
    first = compare.outcome(asyncio.run(_lines(wish)))
    found = compare.differences(first, compare.outcome(_other(wish, other)))
    if in_json:
        told = [
            {
                "difference": one.kind.value,
                "feed": one.feed,
                "id": one.id,
                "title": one.title,
                "fields": list(one.fields),
            }
            for one in found
        ]
        output.say(output.as_json(told))
    elif not found:
        output.say(_("No differences."))
    for one in [] if in_json else found:
        output.say(_difference_line(one, setup))
    return 1 if found else 0


_SIGNS = {compare.Kind.ADDED: "+", compare.Kind.MISSING: "−", compare.Kind.DIFFERENT: "≠"}


def _difference_line(one: compare.Difference, setup: Setup) -> str:
    fields = f" ({numbers.join(one.fields, setup.region)})" if one.fields else ""
    return f"{_SIGNS[one.kind]} {one_line(one.feed)}: {drawable(one.title or one.id)}{fields}"


def _other(wish: Wish, name: str) -> Iterator[output.Json]:
    """The change log of another tape, or of a kept output. Raises UsageError for what is neither."""
    path = Path(name)
    if path.suffix in (".json", ".jsonl", ".ndjson"):
        try:
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, ValueError) as error:
            raise UsageError(N_("{place} cannot be read: {reason}"), place=path, reason=error) from None
        return iter([line for line in lines if isinstance(line, dict)])
    from ticker.tape import shelf

    tape = shelf.take_down(name)
    return iter(asyncio.run(_lines(Wish(shelf.find(name), tape, tape.start, max(tape.end, wish.until), math.inf))))


async def _lines(wish: Wish) -> list[output.Json]:
    """What the whole of a tape changes, as the JSON contract has it."""
    whole = replace(wish, at=wish.tape.start, speed=math.inf)
    with tempfile.TemporaryDirectory(prefix="ticker-") as place, open_database(Path(place) / "replay.db") as db:
        return [as_json(db, change) async for changes in changes_of(db, whole) for change in changes]
