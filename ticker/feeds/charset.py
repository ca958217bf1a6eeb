"""Bytes to text: which character encoding a document is really in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (  # UTF-32 LE begins like UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
_DECLARED = re.compile(rb"""\s{0,200}<\?xml\s[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# Python's own codecs that no document is in; some of them take time squared.
_NO_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"}
_SWITCHING = ("iso2022", "hz")
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text, the encoding it was read in, and a remark where that is not the one it declares."""

    text: str
    encoding: str
    remark: str | None = None


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The text of a document.

    A byte order mark decides; else bytes that are good UTF-8 are UTF-8, whatever they declare; else the charset of
    the content type, then that of the XML declaration (RFC 7303, sections 3 and 8); else what is no UTF-8 is read as
    windows-1252, byte by byte, so that a few stray bytes do not spoil the rest.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(encoding, "replace"), encoding)
    if body[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return Decoded(body.decode("utf-16-le", "replace"), "utf-16-le")
    if body[:4] in (b"\0<\0?", b"\0<\0r", b"\0<\0f"):
        return Decoded(body.decode("utf-16-be", "replace"), "utf-16-be")
    declared = _declared(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)
    if body.isascii():
        return _seven_bit(body, text, declared)
    return Decoded(text, "utf-8", _remark(declared, "utf-8"))


def _seven_bit(body: bytes, text: str, declared: str | None) -> Decoded:
    """A document of ASCII bytes, which mean something else only in the encodings that switch by escapes."""
    if declared and codecs.lookup(declared).name.startswith(_SWITCHING):
        return Decoded(body.decode(declared, "replace"), declared)
    return Decoded(text, declared or "utf-8")


def _not_utf8(body: bytes, declared: str | None) -> Decoded:
    if declared and codecs.lookup(declared).name not in ("utf-8", "ascii"):
        try:
            return Decoded(body.decode(declared), declared)
        except UnicodeDecodeError:  # it does not say the truth about itself
            pass
    # One letter that came as UTF-8 shows a document in UTF-8 with stray bytes.
    encoding = "windows-1252" if body.decode("utf-8", "ignore").isascii() else "utf-8"
    remark = _remark(declared, encoding) or "bytes that are not utf-8 were read as windows-1252"
    return Decoded(body.decode("utf-8", _MIXED), encoding, remark)


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The encoding that the content type or else the XML declaration names, if it is one that documents are in."""
    header = _CHARSET.search(content_type or "")
    prolog = _DECLARED.match(body)
    for label in (header and header[1], prolog and prolog[1].decode("ascii")):
        known = _known(label.lower()) if label else None
        if known:
            return known
    return None


def _known(label: str) -> str | None:
    label = _SUPERSETS.get(label, label)
    try:
        name = codecs.lookup(label).name
        b"x".decode(label, "replace")  # raises for what is no text encoding: "base64", "zlib" …
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else label


def _remark(declared: str | None, encoding: str) -> str | None:
    if declared is None:
        return None
    same = codecs.lookup(declared).name == codecs.lookup(encoding).name
    return None if same else f"declares {declared}, was read as {encoding}"


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """What to put for bytes that are no UTF-8: what they are in windows-1252, nothing at the torn-off end."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":
        return "", len(error.object)
    return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end


_MIXED = "ticker.windows-1252"
codecs.register_error(_MIXED, _stray_byte)
