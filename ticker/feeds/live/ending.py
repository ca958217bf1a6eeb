"""Words by which a live blog says that it has ended."""

from __future__ import annotations

import re

_BLOG = r"(?:(?:live|news)[\s-]?(?:blogs?|tickers?)|tickers?|blogs?|(?:live)?berichterstattung)"
_ENDED = re.compile(
    rf"""
    (?:dieser|diese|der|die|unser|unsere|das|hiermit\s+endet\s+(?:der|die|unser|unsere))\s+(?:[\w-]+\s+){{0,3}}?
        (?:\w*{_BLOG}|artikel)\s+(?:[\w.,-]+\s+){{0,4}}?
        (?:beendet|geschlossen|zu\s+ende|nicht\s+(?:länger|mehr|weiter)\s+aktualisiert|nicht\s+(?:länger|mehr)\s+fortgeführt)
    |(?:wir\s+)?(?:beenden|schließen)\s+(?:wir\s+)?(?:[\w-]+\s+){{0,3}}?(?:\w*{_BLOG})\b
    |(?:endet|ende)\s+(?:der|die|des|unser|unsere|unseres)\s+(?:[\w-]+\s+){{0,2}}?\w*{_BLOG}\b
    |this\s+(?:live\s+)?(?:blog|page|coverage)\s+(?:is|has)\s+(?:now\s+)?(?:been\s+)?(?:closed|ended|no\s+longer\s+(?:being\s+)?updated)
    |(?:our\s+)?live\s+coverage\s+(?:has\s+)?(?:now\s+)?(?:ended|ends\s+here)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REACH = 1500  # characters at each end of a text that are looked at


def says_over(text: str | None) -> bool:
    """Whether the text says that the live blog in which it stands will bring nothing more."""
    if not text:
        return False
    looked_at = text if len(text) <= 2 * _REACH else f"{text[:_REACH]} … {text[-_REACH:]}"
    return _ENDED.search(" ".join(looked_at.split())) is not None
