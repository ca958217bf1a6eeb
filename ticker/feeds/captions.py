"""Titles and credits of the files in a feed (Media RSS), which feedparser mixes up among the files of an entry.

Before it reads a document they are written into the start tags of the files that they are about, as attributes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

TITLE, CREDIT = "ticker-title", "ticker-credit"
"""The keys by which a file among feedparser's has its title and credit."""

_PREFIXES = re.compile(
    r"""xmlns:([\w.-]{1,40})\s{0,9}=\s{0,9}["']http://search\.yahoo\.com/mrss/?["']""", re.IGNORECASE
)
_CDATA = r"<!\[CDATA\[((?:[^\]<]|\](?!\]>)|<(?!!\[CDATA\[))*)\]\]>"
_SECTION = re.compile(_CDATA)


@dataclass(slots=True)
class Captions:
    """What is told of the files inside one element: their title, the names of who made them."""

    title: str = ""
    credits: list[str] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        """Take in the text of a title or a credit."""
        if name == "title":
            self.title = self.title or text
        elif text and text not in self.credits:
            self.credits.append(text)

    def give(self, file: dict[str, str]) -> None:
        """Tell a file, where nothing nearer has told it."""
        if self.title:
            file.setdefault(TITLE, self.title)
        if self.credits:
            file.setdefault(CREDIT, ", ".join(self.credits))


def written_in(text: str) -> str:
    """The text of a feed with the titles and credits of its files as attributes of the files."""
    prefixes = sorted(set(_PREFIXES.findall(text)))
    if not prefixes:
        return text
    token = _token("|".join(map(re.escape, prefixes)))
    around: list[Captions] = []
    files: list[tuple[int, list[Captions]]] = []
    for found in token.finditer(text):
        if found["entry"]:
            around = [] if found["end"] else [Captions()]
        elif found["told"] and around:
            around[-1].add(found["told"].lower(), _SECTION.sub(_escaped, found["text"]).strip())
        elif found["file"] or found["group"]:
            _step(found, around, files)
    return _with_attributes(text, files)


def _token(prefix: str) -> re.Pattern[str]:
    return re.compile(
        rf"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)"
        rf"|<(?:{prefix}):(?P<told>title|credit)(?:\s[^<>]*)?>(?P<text>(?:[^<]|{_CDATA})*)</(?:{prefix}):(?P=told)\s*>"
        rf"|<(?P<end>/?)(?:(?:[\w.-]{{1,40}}:)?(?P<entry>item|entry)"
        rf"|(?:{prefix}):(?:(?P<file>content|thumbnail)|(?P<group>group)))(?:\s[^<>]*?)?(?P<alone>/?)>",
        re.IGNORECASE | re.DOTALL,
    )


def _step(found: re.Match[str], around: list[Captions], files: list[tuple[int, list[Captions]]]) -> None:
    """Go into or out of a file or a group of files."""
    if not around:
        return
    if found["end"]:
        if len(around) > 1:
            around.pop()
        return
    inside = Captions()
    if found["file"]:
        files.append((found.start("alone"), [inside, *reversed(around)]))
    if not found["alone"]:
        around.append(inside)


def _with_attributes(text: str, files: list[tuple[int, list[Captions]]]) -> str:
    pieces, done = [], 0
    for place, captions in files:
        told: dict[str, str] = {}
        for nearer in captions:
            nearer.give(told)
        quoted = (f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in told.items())
        pieces += [text[done:place], *quoted]
        done = place
    return "".join([*pieces, text[done:]])


def _escaped(section: re.Match[str]) -> str:
    return escape(section[0][len("<![CDATA[") : -len("]]>")])
