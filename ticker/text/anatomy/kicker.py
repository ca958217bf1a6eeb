"""Kickers before a headline: "Liveblog: …", "Ukraine-Liveblog: ++ … ++", "Kommentar | …", "+++ … +++"."""

from __future__ import annotations

import re

_LIVE = r"(?:live[- ]?(?:blog|ticker|stream)|news[- ]?(?:ticker|blog)|ticker)"
_GENRES = (
    r"(?:(?:gast|leit|video|presse|buch|film|news|kurz|faktencheck|themen)?-?(?:kommentar|kolumne|glosse|essay|"
    r"analyse|interview|"
    r"hintergrund|reportage|porträt|nachruf|podcast|beitrag|schau|artikel|überblick|rezension|kritik)|"
    r"faktencheck|exklusiv|meinung|"
    r"pressestimmen|umfrage|quiz|bildergalerie|fotostrecke|chronik|chronologie|protokoll|dokumentation|"
    r"dokumentiert|satire|update|"
    r"video|pro und contra|nachrichten am (?:morgen|mittag|abend)|interview der woche|bilder der woche)"
)
_SIGN = r"\s*(?::|\||\+\+\+?)\s*"
_LABEL = re.compile(
    # "Ukraine-Liveblog: ", "Krieg in Nahost im Liveticker: ", "Newsblog zum Krieg: "
    rf"(?:(?:[\w„“&.-]{{1,30}} ){{0,5}}(?:[\w-]{{1,30}}-)?{_LIVE}(?: (?:zu[mr]?|über|aus|der|des|"
    rf"vom)(?: [\w„“\"’&.-]{{1,30}}){{1,5}}?)?{_SIGN}"
    rf"|{_GENRES}(?:{_SIGN}|\s+[–—-]\s+))",
    re.IGNORECASE,
)
_PLUSES = re.compile(r"\++\s*")
_ENCLOSED = re.compile(r"\s*\+{2,}\s*$")


def at_start(title: str) -> tuple[int, int] | None:
    """Where the kicker of a headline lies, with the sign that sets it off; None where it has none."""
    head = title[:120]
    match = _LABEL.match(head)
    end = match.end() if match else 0
    if pluses := _PLUSES.match(head, end):
        if len(pluses[0].strip()) < 2 or "bildfunk" in head.casefold():
            return (0, end) if end else None
        if end or _ENCLOSED.search(title):
            end = pluses.end()
    return (0, end) if 0 < end < len(title.strip("+ ")) else None


def closing(title: str) -> tuple[int, int] | None:
    """The plus signs that end a headline: "Liveblog: ++ Ruhe in Astana ++"."""
    match = _ENCLOSED.search(title)
    return match.span() if match and match.start() > 0 else None
