"""How the text of an entry is set: by its language, the reader's region and settings."""

from __future__ import annotations

from ticker.config import Config
from ticker.l10n import hyphenation
from ticker.l10n.region import Region
from ticker.model import EntryData
from ticker.text.typography import GERMAN, SWISS, Marks
from ticker.ui.widgets.setter import Layout


def layout_of(data: EntryData, region: Region, settings: Config) -> Layout:
    """The layout; words are parted once the dictionary for the language of the entry is there."""
    name = hyphenation.dictionary(data.language, region.locale)
    hyphenate = hyphenation.ready(name)
    if hyphenate is None and name is not None:
        hyphenation.request(name)
    return Layout(hyphenate, settings.justified, marks_of(data.language, region, settings))


def marks_of(language: str | None, region: Region, settings: Config) -> Marks | None:
    """The quotation marks for a German text, of its own country if it names one; None where it stays as it is."""
    tag = (language or region.locale).replace("_", "-").casefold()
    if settings.typography != "german" or not tag.startswith("de"):
        return None
    country = tag.partition("-")[2] or region.locale[-2:].casefold()
    return SWISS if country in ("ch", "li") else GERMAN
