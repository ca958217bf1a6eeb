"""Databases of any size for benchmarks and tests: invented outlets, headlines put together from a word list.

python -m tests.bench.fill FILE COUNT
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ticker.model import EntryData, FeedData, Intent, IntentKind, PollResult, Urgency
from ticker.store import feeds, polls
from ticker.store.database import open_database
from ticker.text.anatomy import gazetteer

OUTLETS = ("Falkenbote", "Nordfenster", "Radio Kiebitz", "Elbkurier", "Neue Rundschau am Wall", "Alpenblick")
WHO = ("Der Stadtrat", "Die Landesregierung", "Der Kreistag", "Das Ministerium", "Die Feuerwehr", "Der Verband")
WHAT = ("beschließt", "vertagt", "begrüßt", "prüft", "verschiebt", "veröffentlicht", "verteidigt", "lehnt ab:")
WHICH = ("den Neubau der Brücke", "höhere Gebühren", "die Pläne für das Hafenviertel", "eine Straßensperrung")
# For texts of many different events.
PLACES = tuple(name for name in gazetteer.GERMANY.split() if name.isalpha())
THINGS = tuple(
    word.replace("-", "")
    for line in (Path(__file__).parents[1] / "unit/compounds.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
END = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)
BATCH = 5_000


def fill(path: Path, count: int, *, seed: int = 1) -> None:
    """Make a database with so many entries, the newest at `END`, one every half minute before."""
    chance = random.Random(seed)
    with open_database(path) as db:
        for number, outlet in enumerate(OUTLETS):
            feed = feeds.add(db, f"https://outlet{number}.example/feed", END, next_poll=END + timedelta(days=3650))
            rows = range(number, count, len(OUTLETS))
            for start in range(0, len(rows), BATCH):
                intents = [_entry(row, outlet, chance) for row in rows[start : start + BATCH]]
                polls.record(
                    db,
                    feed.id,
                    PollResult(
                        END,
                        status=200,
                        feed=FeedData(title=outlet),
                        next_poll=END + timedelta(days=3650),
                        intents=tuple(intents),
                    ),
                )


def _entry(row: int, outlet: str, chance: random.Random) -> Intent:
    title = f"{chance.choice(WHO)} {chance.choice(WHAT)} {chance.choice(WHICH)} ({row})"
    text = f"{title}. {outlet} berichtet. " * 12
    urgency = Urgency.BULLETIN if row % 40 == 7 else Urgency.ROUTINE
    data = EntryData(
        id=f"n{row}",
        title=title,
        link=f"https://outlet.example/{row}",
        published=END - timedelta(seconds=30 * row),
        summary=title,
        content=text,
        content_html=f"<p>{text}</p>",
        categories=("Regionales",),
        language="de-DE",
    )
    return Intent(IntentKind.ADD, None, data, urgency)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
