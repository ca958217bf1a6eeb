"""What the pane has before it: an entry, and what of it is to be shown. Pure data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ticker.headline import Headline

if TYPE_CHECKING:
    from ticker.model import Article, Entry, Picture, Revision


class Aspect(StrEnum):
    """What of an entry is shown."""

    TEXT = "text"  # what its feed tells
    ARTICLE = "article"  # the full article behind its link
    VERSIONS = "versions"


class Sheet(NamedTuple):
    """An entry to be set as a page.

    `versions` are all of them for the view of that name, `article` is what is known of the full article, `pictures`
    the images that were asked for, by their addresses. `others` are those of its story, the first one first.
    """

    entry: Entry
    aspect: Aspect = Aspect.TEXT
    versions: Sequence[Revision] = ()
    article: Article | None = None
    pictures: Mapping[str, Picture] = MappingProxyType({})
    others: Sequence[Headline] = ()

    @property
    def place(self) -> tuple[int, Aspect]:
        """What a place in the text belongs to: another view of the entry is another text."""
        return self.entry.key, self.aspect
