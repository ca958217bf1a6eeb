"""What a news text tells of itself, as fields: author, place, agency, picture, urgency. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ticker.l10n import numbers
from ticker.l10n.dates import NBSP
from ticker.l10n.messages import _, ngettext, pgettext
from ticker.l10n.region import Region
from ticker.model import Entry, Urgency
from ticker.text.anatomy import Anatomy, Part, PartKind, text_of
from ticker.text.anatomy.byline import credited
from ticker.text.sanitise import drawable


def fields(entry: Entry, read: Anatomy, region: Region) -> list[tuple[str, str]]:
    """The fields that there are, each a label and a value, in the order of the newsroom."""
    return [(label, drawable(value)) for label, value in _fields(entry, read, region)]


def shown_elsewhere(read: Anatomy) -> frozenset[PartKind]:
    """The kinds of parts that the fields tell: the text is shown without them.

    Credits of several pictures stay with their pictures.
    """
    kinds = {PartKind.BYLINE, PartKind.DATELINE, PartKind.CREDIT, PartKind.URGENCY}
    return frozenset(kinds | {PartKind.PHOTO} if len(_photos(read)) == 1 else kinds)


def _fields(entry: Entry, read: Anatomy, region: Region) -> Iterator[tuple[str, str]]:
    fed = credited(entry.data.authors)
    names = [*read.names, *(name for name in fed.names if name not in read.names)]
    signs = [sign for part in read.of(PartKind.CREDIT) for sign in part.signs]
    agencies = list(dict.fromkeys([*read.agencies, *fed.agencies]))
    if not names and signs:
        names, signs = signs, []
    if names:
        yield ngettext("Author", "Authors", len(names)), numbers.join(names, region)
    if places := read.places or fed.places:
        yield pgettext("where it was written", "Place"), numbers.join(places, region)
    if agencies:
        label = ngettext("Agency", "Agencies", len(agencies))
        yield label, numbers.join(agencies, region) + (f" ({'/'.join(signs)})" if signs else "")
    if len(photos := _photos(read)) == 1:
        yield _("Picture"), "/".join((*photos[0].names, *photos[0].agencies))
    if claim := _urgency(entry, read):
        yield _("Urgency"), claim


def _photos(read: Anatomy) -> tuple[Part, ...]:
    return read.of(PartKind.PHOTO)


def _urgency(entry: Entry, read: Anatomy) -> str:
    """How urgent it is and what proves it, empty for what is routine."""
    words = {Urgency.FLASH: _("Flash"), Urgency.BULLETIN: _("Bulletin"), Urgency.HIGHLIGHTED: _("Highlighted")}
    word = words.get(entry.urgency)
    if word is None or (entry.urgency is Urgency.HIGHLIGHTED and entry.data.urgency is None):
        return ""
    if entry.data.urgency is not None:
        return _("{urgency}, says the source").format(urgency=word)
    marks = [part for part in read.of(PartKind.URGENCY) if part.urgency is entry.urgency]
    if not marks:
        return word
    mark = text_of(entry.data, marks[0]).strip(" :|–-").replace(" ", NBSP)
    return _("{urgency}, by the mark “{mark}”").format(urgency=word, mark=mark)
