"""IPTC 7901, the telegram of the wires since 1979: one text with a line of control before it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from ticker.errors import N_
from ticker.feeds.agency.items import delivery, item_id, names, urgency_of
from ticker.feeds.assemble import unique
from ticker.feeds.dates import parse_date
from ticker.feeds.source import Adapter, Source
from ticker.model import Document, EntryData
from ticker.text.sanitise import one_line

_REASON = N_("the document is an agency's telegram (IPTC 7901)")
# Service and number, priority, category, number of words, and more up to the agency's own number.
_CONTROL = re.compile(
    r"[\s\x00-\x1f]{0,40}(?P<service>[a-z]{2,4})(?P<number>\d{3,4}) (?P<priority>[1-9]) (?P<desk>[a-z]{1,4}) "
    r"(?P<words>\d{1,5})\b(?P<more>[^\n]{0,80})\n",
)
_NOISE = re.compile("[\x00-\x08\x0e-\x1f]")
_TITLE_END = re.compile(r"\s*=\s*\n")
_BRACKETS = re.compile(r"^\(([^()]{1,1000})\)$", re.MULTILINE)
_STAMP = re.compile(r"^(\d{2})(\d{2})(\d{2}) ([A-Za-z]{3}) (\d{2})[ \t]*$", re.MULTILINE)
_BY = re.compile(r"^(?:Von|By) (?P<people>[^\n]{3,200})$", re.MULTILINE)
_CORRECTIONS = ("Berichtigung", "Korrektur", "Correction")
_KILL = re.compile(r"^\((?:KILL|Kill|Annullierung|Meldung zurückgezogen)\b", re.MULTILINE)
_NOTES = re.compile(r"^(?:# Notizblock|# dpa NOTE|\* \* \* \*|# NOTES?)", re.IGNORECASE | re.MULTILINE)


def recognise(source: Source) -> str | None:
    """The reason where a text is a telegram."""
    return _REASON if _CONTROL.match(source.text) and _TITLE_END.search(source.text, 0, 2000) else None


def read(source: Source) -> Document:
    """The telegram that was recognised."""
    control = _CONTROL.match(source.text)
    assert control is not None, "recognise comes first"
    text = _NOISE.sub("", source.text[control.end() :].replace("\r", ""))
    end = _TITLE_END.search(text)
    assert end is not None, "recognise comes first"
    head, body = text[: end.start()], text[end.end() :]
    stamp = _STAMP.search(body)
    notes = _NOTES.search(body)
    body = _STAMP.sub("", body[: notes.start()] if notes else body)
    content = "\n".join(line for part in re.split(r"\n\s*\n", body) if (line := one_line(part.replace("\n", " "))))
    by = _BY.search(head) or _BY.match(body.lstrip())
    remarks = [one_line(remark.replace("\n", " ")) for remark in _BRACKETS.findall(head)]
    slug, _, headline = _BRACKETS.sub("", _BY.sub("", head)).strip().partition("\n")
    title = one_line(headline.replace("\n", " ")) or None
    correction = next((remark for remark in remarks if remark.startswith(_CORRECTIONS)), None)
    agency = control["more"].split()
    entry = EntryData(
        id="",
        title=title,
        authors=names(by["people"].rstrip(" =")) if by else (),
        published=_moment(stamp),
        content="\n".join(filter(None, [correction, content])) or None,
        categories=unique([*map(one_line, slug.split("/")), *(remark for remark in remarks if remark != correction)]),
        source=next((word for word in agency if word.isalpha() and word.islower() and len(word) == 3), None),
        urgency=urgency_of(control["priority"]),
    )
    given = f"iptc7901:{control['service']}{control['number']}:{one_line(stamp[0])}" if stamp else ""
    entry = replace(entry, id=item_id(source, given, title, content), withdrawn=bool(_KILL.search(head)))
    return delivery("iptc7901", source, [(1, entry)])


ADAPTER = Adapter("iptc7901", recognise, read)


def _moment(stamp: re.Match[str] | None) -> datetime | None:
    """When the telegram was sent: day, hour, minute, month and year at its end, in the time of Berlin."""
    if stamp is None:
        return None
    day, hour, minute, month, year = stamp.groups()
    return parse_date(f"{day}. {month} {year} {hour}:{minute} Uhr")
