"""Items of a news agency, whose fields say beside the text what is in it: the ground truth for bylines and datelines.

As an outlet prints them, byline, lead and dateline stand in the text; what the reading of it should give is told by
the agency's own fields (the JSON format, and NewsML-G2).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from tests.anatomy.labelled import CORPUS, Labelled, Place
from ticker.model import EntryData
from ticker.text import markup
from ticker.text.sanitise import sanitise

_AGENCY = re.compile(r"\b(dpa-AFX|dpa|AFP|Europa Press)\b")
# An item whose field is empty although its text has a dateline.
_IN_TEXT_ONLY = {"170629-99-48560.xml": "Moskau (dpa) –"}
_URGENT = ("1", "2", 1, 2)


class Truth(Labelled):
    """What an item's fields say. `agencies` are those that its byline and dateline name."""

    @property
    def agencies(self) -> frozenset[str]:
        """The agencies that the text names in its parts."""
        said = " ".join(getattr(self.data, place.field)[place.start : place.end] for place in self.places)
        return frozenset(_AGENCY.findall(said))

    @property
    def urgent(self) -> bool:
        """Whether the agency itself calls it a Blitz or an Eil."""
        return self.part == "urgent"


def items() -> Iterator[Truth]:
    """All items of the corpus."""
    for path in sorted((CORPUS / "agency" / "dpa-digitalwires").glob("*.json")):
        item = json.loads(path.read_text("utf-8"))
        text = markup.plain(markup.clean(item.get("article_html") or "", None))
        notes = [note["ednote"] for note in item.get("ednotes") or () if note["ednote"].startswith("dpa-")]
        if text:  # pictures and sounds have none
            yield _item(path.name, item, text, notes)
    for path in sorted((CORPUS / "agency" / "dpa-newsml-g2_2017-06-29").glob("*.xml")):
        yield _newsml(path.name, path.read_text("utf-8"))


def _newsml(name: str, source: str) -> Truth:
    section = re.search(r'<section[^>]*class="main.*?</section>', source, re.DOTALL)
    text = markup.plain(markup.clean(section[0] if section else "", None))
    fields = {
        key: unescape(match[1]).strip() if (match := re.search(rf"<{key}\b[^>]*>([^<]*)</{key}>", source)) else None
        for key in ("headline", "dateline", "by", "urgency")
    }
    ElementTree.fromstring(source)  # an item that is no XML would prove nothing
    return _item(name, {**fields, "byline": fields["by"]}, text, [])


def _item(name: str, item: dict[str, object], text: str, notes: list[str]) -> Truth:
    """The item as an outlet prints it: byline, lead, text with its dateline."""
    item["dateline"] = item.get("dateline") or _IN_TEXT_ONLY.get(name)
    byline, dateline = (sanitise(str(item.get(key) or "")).strip() for key in ("byline", "dateline"))
    if dateline and not text.startswith(dateline) and f"\n{dateline}" not in text:
        text = f"{dateline} {text}"
    teaser = sanitise(str(item.get("teaser") or ""))
    content = "\n".join(line for line in (byline, teaser, text, *notes) if line)
    places = set()
    if byline:
        places.add(Place("byline", "content", 0, len(byline)))
    if dateline:
        start = content.index(dateline, len(byline))
        end = start + len(dateline)
        places.add(Place("dateline", "content", start, len(content) - len(content[end:].lstrip())))
    part = "urgent" if item.get("urgency") in _URGENT else "agency"
    data = EntryData(id=name, title=sanitise(str(item.get("headline") or "")) or None, content=content or None)
    return Truth(part, name, data, frozenset(places))
