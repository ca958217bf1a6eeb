"""Notes of the newsroom: corrections, Sperrfrist, and that a text is not updated any more."""

from __future__ import annotations

import re

from ticker.text.anatomy.parts import PartKind

_OPEN = r"[(\[*]*\s*"
_CORRECTION = re.compile(
    _OPEN
    + r"(?:(?:Berichtigung|Berichtigte (?:Wiederholung|Fassung|Meldung)|Korrektur|Richtigstellung|Korrigierte Fassung|"
    r"KORREKTUR|BERICHTIGUNG|Korrekturhinweis|Transparenzhinweis|Klarstellung|Gegendarstellung)\b[^\n:.]{0,80}[:.–-]|"
    r"(?:Anm(?:erkung|\.)(?: d(?:er|\.))? ?Red(?:aktion|\.)?|Hinweis der Redaktion|Anmerkung)\s*:|"
    r"In (?:einer|der) (?:früheren|ersten|vorherigen|älteren|ursprünglichen) (?:Version|Fassung)\b|"
    r"(?:Dieser|Diese) (?:Artikel|Text|Beitrag|Meldung|Version|Bericht|Fassung) (?:wurde|ist) [^\n]{0,60}?"
    r"(?:korrigiert|berichtigt|aktualisiert|ergänzt|überarbeitet|präzisiert)\b)"
)
_UPDATE = re.compile(
    _OPEN + r"(?:UPDATE|Update|Aktualisierung|Aktualisiert)(?:,? (?:vom |am |um )?[^\n:]{2,50}?)?\s*(?::(?!\d)|\|)\s*"
)
_EMBARGO = re.compile(
    _OPEN + r"(?:(?:ACHTUNG|Achtung)[:,!]?\s*)?(?:SPERRFRIST|Sperrfrist|Frei (?:ab|für) "
    r"(?:\d|sofort|heute|morgen|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Veröffentlichung)|"
    r"Frei zur Veröffentlichung)"
)
_EMBARGO_WISH = re.compile(r"Bitte (?:beachten|berücksichtigen) Sie (?:die|unbedingt die) Sperrfrist\b")
_END = re.compile(
    r"(?:(?:Hinweis|Anmerkung|\+\+\+)\s*:?\s*)?(?:(?:Dieser|Der|Diese|Die|Unser|Damit|Hiermit|An dieser Stelle|"
    r"Wir) [^\n]{0,80}?)?(?:"
    r"wird (?:ab sofort |hier |an dieser Stelle |jetzt )?(?:nicht (?:länger|mehr|"
    r"weiter)) (?:weiter )?(?:aktualisiert|fortgeführt|gepflegt)|"
    r"(?:Live-?[Bb]log|Live-?[Tt]icker|(?:News-?)?[Tt]icker|Newsblog)(?: [\w-]{1,20}){0,3}? (?:ist (?:nun |"
    r"jetzt |hiermit |damit )?(?:beendet|geschlossen)|endet (?:hier|an dieser Stelle)|wird (?:nun |jetzt |"
    r"hiermit )?(?:beendet|geschlossen))|"
    r"(?:beenden|schließen) (?:wir |hiermit |damit |an dieser Stelle |nun ){0,3}(?:den|unseren|diesen) (?:Live|"
    r"News|Ticker)[\w-]*)"
)
_URGENT = re.compile(r"\((?P<word>Eil|EIL|Blitz|BLITZ)\b[^\w()]{0,12}\)|dpa-(?P<note>Eilmeldung|Blitzmeldung|Blitz)")
_MAX = 700


def kind(paragraph: str) -> PartKind | None:
    """What sort of note the whole paragraph is, None where it is none."""
    text = paragraph.strip()[:_MAX]
    if len(text) <= 220 and (_EMBARGO.match(text) or _EMBARGO_WISH.match(text)):
        return PartKind.EMBARGO
    if len(text) <= 260 and _END.match(text):
        return PartKind.END
    if len(paragraph) <= _MAX and _CORRECTION.match(text):
        return PartKind.CORRECTION
    return None


def update_mark(paragraph: str) -> int:
    """Where the mark of an update ends ("Update vom 13. September, 10.15 Uhr: "), 0 where there is none."""
    match = _UPDATE.match(paragraph[:90])
    return match.end() if match else 0


def urgent_line(paragraph: str) -> bool | None:
    """Whether a paragraph is an agency's own mark of urgency: True for a Blitz, False for Eil, None for neither."""
    match = _URGENT.fullmatch(paragraph.strip()[:40])
    if match is None:
        return None
    return (match["word"] or match["note"]).casefold().startswith("blitz")
