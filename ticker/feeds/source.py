"""A document that is no feed, in the views that its readers need; each is made once, when it is first wanted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from ticker.feeds.assemble import Remarks
from ticker.feeds.sniff import Content
from ticker.model import Document


@dataclass(frozen=True)
class Source:
    """A decoded document: `content` is what it looks like, `url` where it came from (empty for a file)."""

    text: str
    encoding: str
    content: Content
    url: str
    remarks: Remarks = field(default_factory=Remarks)

    @cached_property
    def json(self) -> Any:
        """The value of a JSON document, None for what is no JSON."""
        if self.content is not Content.JSON:
            return None
        try:
            # Newlines inside strings are as common as they are forbidden.
            return json.loads(self.text.lstrip("\ufeff \t\r\n"), strict=False)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def xml(self) -> Element | None:
        """The root of an XML document, None for what is not well-formed or declares entities of its own."""
        if self.content is not Content.XML or "<!ENTITY" in self.text:
            return None
        from xml.etree.ElementTree import fromstring

        try:
            # The text is decoded already: expat must not believe the encoding that is declared.
            return fromstring(self.text.lstrip("\ufeff \t\r\n"))  # noqa: S314 - entities are refused above
        except (ParseError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Adapter:
    """A reader of one kind of document.

    `recognise` gives the reason (a catalogue id) for which a document is of that kind, or None; it is sure or it is
    None. `read` reads a document that was recognised.
    """

    name: str
    recognise: Callable[[Source], str | None]
    read: Callable[[Source], Document]
