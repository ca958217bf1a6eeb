"""How the house's words lie in the columns of a row."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.headline import Urgency

if TYPE_CHECKING:
    from ticker.model import Enclosure, EntryData, PollHints

_HEADLINE_LENGTH = 200  # characters of a text that stands in for a missing title
_BATCH = 500  # SQLite up to 3.31 takes 999 variables in one statement

_T = TypeVar("_T")


def moment(value: int | None) -> datetime | None:
    """The aware UTC moment of a column in milliseconds."""
    return None if value is None else from_milliseconds(value)


def milliseconds(value: datetime | None) -> int | None:
    """The column in milliseconds of an aware moment."""
    return None if value is None else to_milliseconds(value)


def entry_values(data: EntryData) -> tuple[object, ...]:
    """The columns of `revision` from `title` to `extra`."""
    enclosures = [_enclosure(file) for file in data.enclosures]
    return (
        data.title,
        data.link,
        _json(data.authors),
        milliseconds(data.published),
        milliseconds(data.updated),
        data.summary,
        data.content,
        data.content_html,
        _json(data.categories),
        _json(enclosures),
        data.language,
        _extra(data),
    )


def entry_data(id: str, values: Sequence[Any]) -> EntryData:
    """What `entry_values` took apart; `id` is the entry's id within its feed."""
    from ticker.model import Enclosure, EntryData  # the first picture does not wait for it

    title, link, authors, published, updated, summary, content, html, categories, enclosures, language, extra = values
    return EntryData(
        id=id,
        title=title,
        link=link,
        authors=tuple(json.loads(authors)),
        published=moment(published),
        updated=moment(updated),
        summary=summary,
        content=content,
        content_html=html,
        categories=tuple(json.loads(categories)),
        enclosures=tuple(Enclosure(**file) for file in json.loads(enclosures)),
        language=language,
        **_from_extra(extra),
    )


def hints_json(hints: PollHints) -> str:
    """The column `hints`."""
    return _json(
        {
            "ttl": hints.ttl,
            "update_period": hints.update_period,
            "skip_hours": sorted(hints.skip_hours),
            "skip_days": sorted(hints.skip_days),
            "ends": milliseconds(hints.ends),
            "over": hints.over,
        }
    )


@functools.lru_cache(maxsize=256)  # most feeds say nothing, or the same
def hints_from_json(text: str) -> PollHints:
    """What `hints_json` wrote."""
    from ticker.model import PollHints

    said = json.loads(text)
    return PollHints(
        ttl=said["ttl"],
        update_period=said["update_period"],
        skip_hours=frozenset(said["skip_hours"]),
        skip_days=frozenset(said["skip_days"]),
        ends=moment(said.get("ends")),
        over=said.get("over", False),
    )


def headline(data: EntryData) -> str:
    """One line for the entry: its title, else the start of its text, else its link, else its id."""
    text = (data.summary or data.content or "")[:_HEADLINE_LENGTH]
    return (data.title or text or data.link or data.id).replace("\n", " ")


def batches(values: Sequence[_T]) -> Iterator[tuple[str, Sequence[_T]]]:
    """The values in pieces that one statement can take, each with its placeholders: `?, ?, ?`."""
    for start in range(0, len(values), _BATCH):
        batch = values[start : start + _BATCH]
        yield ", ".join("?" * len(batch)), batch


def _enclosure(file: Enclosure) -> dict[str, object]:
    told = {"url": file.url, "type": file.type, "length": file.length, "title": file.title, "credit": file.credit}
    return {name: value for name, value in told.items() if value is not None}


def _extra(data: EntryData) -> str:
    told: dict[str, object] = {
        "rights": data.rights,
        "source": data.source,
        "comments": data.comments,
        "point": data.point,
        "urgency": data.urgency,
        "embargo": milliseconds(data.embargo),
        "withdrawn": data.withdrawn,
        "pinned": data.pinned,
        "key_event": data.key_event,
    }
    return _json({name: value for name, value in told.items() if value is not None and value is not False})


def _from_extra(text: str) -> dict[str, Any]:
    told: dict[str, Any] = {} if text == "{}" else json.loads(text)
    if "point" in told:
        told["point"] = tuple(told["point"])
    if "urgency" in told:
        told["urgency"] = Urgency(told["urgency"])
    if "embargo" in told:
        told["embargo"] = from_milliseconds(told["embargo"])
    return told


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Collection[object]) -> str:
    """Most lists and objects are empty, and json.dumps would make an encoder for each."""
    return _encode(value) if value else "{}" if isinstance(value, dict) else "[]"
