"""What a hostile publisher might send: sequences for terminals in every field of every format, and bombs.

`MARK` stands in every attack; a sequence of the terminal that holds it came from a feed.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

MARK = "31337"
ATTACKS = [
    f"\x1b[{MARK}mA",
    f"\x1b]0;{MARK}\x07B",
    f"\x1b]52;c;{MARK}\x1b\\C",
    f"\x1bP{MARK}\x1b\\D",
    f"\x1b_{MARK}\x1b\\E",
    f"\x1b^{MARK}\x1b\\F",
    f"\x9b{MARK}mG",
    f"\x9d0;{MARK}\x9cH",
    f"\x90{MARK}\x9cI",
    f"\x1bc\x0e\x05\x08\x7f{MARK}J",
    f"\u202e{MARK}\u2066\u200b\U000e0041K",
    f"[/etc]{MARK}[red]L",
    f"[@click=app.exit]{MARK}[/]M",
    f"\x00\ufffe\ufeff{MARK}\r\n\x0b\x0c\x85N",
]
"""Each ends in a letter of its own."""


def raw(text: str) -> str:
    """As it is: for the most part no XML."""
    return escape(text)


def referred(text: str) -> str:
    """By character references."""
    return "".join(f"&#{ord(sign)};" if not sign.isprintable() else escape(sign) for sign in text)


def referred_twice(text: str) -> str:
    """By references that are escaped themselves, as they hide in HTML that is text in XML."""
    return escape(referred(text))


def referred_thrice(text: str) -> str:
    return escape(escape(referred(text)))


CODINGS: list[Callable[[str], str]] = [raw, referred, referred_twice, referred_thrice]
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(coding: Callable[[str], str], attacks: list[str] = ATTACKS) -> bytes:
    """An RSS feed with an attack in every field of each entry and all of them in the fields of the feed."""
    everything = coding("".join(attacks))
    return (
        f'<rss version="2.0" {NAMESPACES}><channel><title>Falle {everything}</title><link>https://x.example/{everything}'
        f"</link><description>{everything}</description><language>{everything}</language><ttl>{everything}</ttl>"
        + "".join(_item(number, coding(attack)) for number, attack in enumerate(attacks))
        + "</channel></rss>"
    ).encode("utf-8", "surrogatepass")


def _item(number: int, attack: str) -> str:
    quoted = attack.replace('"', "&quot;")
    html = escape(f"<p title='{attack}'>{attack}<a href='{attack}'>{attack}</a><img src='https://b.example/i' alt='")
    return (
        f"<item><title>{number} {attack}</title><link>https://x.example/{attack}</link><guid>{number}{attack}</guid>"
        f"<pubDate>{attack}</pubDate><author>{attack}</author><dc:creator>{attack}</dc:creator>"
        f'<category domain="{quoted}">{attack}</category><comments>https://x.example/{attack}</comments>'
        f'<source url="{quoted}">{attack}</source><dc:rights>{attack}</dc:rights><dc:language>{attack}</dc:language>'
        f'<enclosure url="https://x.example/{quoted}" type="{quoted}" length="{quoted}"/>'
        f'<media:content url="https://x.example/m{quoted}" type="{quoted}"><media:title>{attack}</media:title>'
        f"<media:credit>{attack}</media:credit></media:content><itunes:summary>{attack}</itunes:summary>"
        f"<description>{attack}</description>"
        f"<content:encoded>{html}{attack}'&gt;&lt;pre&gt;{attack}&lt;/pre&gt;</content:encoded></item>"
    )


def atom(coding: Callable[[str], str], attacks: list[str] = ATTACKS) -> bytes:
    """The same in Atom."""
    entries = ""
    for number, plain in enumerate(attacks):
        attack = coding(plain)
        entries += (
            f'<entry><id>{number}{attack}</id><title type="html">{number} {attack}</title>'
            f'<link href="https://x.example/{attack.replace(chr(34), "&quot;")}"/><updated>{attack}</updated>'
            f"<author><name>{attack}</name><email>{attack}</email></author><rights>{attack}</rights>"
            f"<source><title>{attack}</title></source><summary>{attack}</summary>"
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>{attack}</b></div></content></entry>'
        )
    head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Falle {coding("".join(attacks))}</title>'
    return f"{head}{entries}</feed>".encode("utf-8", "surrogatepass")


def json_feed(attacks: list[str] = ATTACKS) -> bytes:
    """The same in JSON Feed, with a lone surrogate."""
    items = [
        {
            "id": f"{number}{attack}\ud800",
            "title": f"{number} {attack}\udfff",
            "url": f"https://x.example/{attack}",
            "content_html": f"<p>{attack}<a href='{attack}'>{attack}</a>{referred(attack)}{referred_twice(attack)}</p>",
            "summary": attack,
            "authors": [{"name": attack}],
            "tags": [attack],
            "language": attack,
            "attachments": [{"url": f"https://x.example/{attack}", "mime_type": attack, "title": attack}],
        }
        for number, attack in enumerate(attacks)
    ]
    everything = "".join(attacks)
    head = {"version": "https://jsonfeed.org/version/1.1", "title": f"Falle {everything}", "description": everything}
    return json.dumps({**head, "items": items}).encode()


def _document(inside: str, before: str = "") -> bytes:
    return f'{before}<rss version="2.0"><channel><title>Bombe</title>{inside}</channel></rss>'.encode()


def _laughs() -> bytes:
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)
    )
    return _document("<item><title>&l9;</title></item>", f"<!DOCTYPE rss [{entities}]>")


def bombs(site: str) -> dict[str, bytes]:
    """Documents that are to exhaust whoever reads them, by name; `site` is the address of a server of the test."""
    secret = f'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w SYSTEM "{site}/secret">]>'
    return {
        "billion laughs": _laughs(),
        "external entities": _document("<item><title>&f;&w;</title></item>", secret),
        "external document type": _document("", f'<!DOCTYPE rss SYSTEM "{site}/secret">'),
        "deep elements": _document("<item>" * 50_000),
        "deep markup": _document(f"<item><description>{'&lt;div&gt;' * 50_000}</description></item>"),
        "deep JSON": b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000,
        "a long title": _document(f"<item><title>{'Wort ' * 200_000}</title></item>"),
        "a long word": _document(f"<item><title>{'Wort' * 250_000}</title></item>"),
        "many marks": _document(f"<item><title>a{chr(0x301) * 200_000}</title></item>"),
        "many references": _document(f"<item><description>{'&amp;amp;' * 100_000}</description></item>"),
        "many categories": _document(f"<item><title>a</title>{'<category>a</category>' * 60_000}</item>"),
        "surrogates": _document("<item><title>a&#xD800;b&#57343;c</title></item>") + b"\xed\xa0\x80",
    }


def many_entries(count: int = 100_000) -> bytes:
    """A feed of so many entries."""
    return _document("".join(f"<item><guid>{number}</guid><title>E {number}</title></item>" for number in range(count)))


def gzip_bomb(size: int = 100 * 2**20) -> bytes:
    """A feed of a hundred megabytes in a hundred kilobytes."""
    head = b"<rss version='2.0'><channel><title>Bombe</title><description>"
    return gzip.compress(head + b" " * size, 9)


SEQUENCE = re.compile(
    rb"\x1b(?:\[([<=>?]?)[0-9:;]*([ -/]*[@-~])|([\]P_^X])(.*?)(?:\x07|\x1b\\)|([ -/]*[0-~]))", re.DOTALL
)
_C1 = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\U000e0000-\U000e007f]")
_C0 = re.compile(b"[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")


def check(output: bytes, allowed: set[bytes] | None = None) -> set[bytes]:
    """What kinds of sequences a terminal was sent, each without its numbers.

    Raises AssertionError where one of them holds the mark of an attack, or is of no allowed kind, and where anything
    else than a sequence commands the terminal.
    """
    kinds = set()
    for found in SEQUENCE.finditer(output):
        assert MARK.encode() not in found[0], found[0]
        private, final, string, text, other = found.groups()
        kinds.add(b"CSI" + private + final if final else string + text[:3] if string else b"ESC" + other)
    plain = SEQUENCE.sub(b"", output)
    assert b"\x1b" not in plain
    assert _C0.search(plain) is None, _C0.findall(plain)
    assert _C1.search(plain.decode("utf-8", "replace")) is None
    assert allowed is None or kinds <= allowed, kinds - allowed
    return kinds
