"""The umlauts of a document come out right, whatever it declares."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.feeds.charset import decode

TEXT = "<rss>Kälte „heute“ 5 €</rss>"


def declared(encoding: str, text: str = TEXT) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        (TEXT.encode(), None, "utf-8"),
        (declared("UTF-8").encode(), "text/xml; charset=UTF-8", "utf-8"),
        (codecs.BOM_UTF8 + declared("iso-8859-1").encode(), None, "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "text/xml; charset=iso-8859-1", "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), None, "utf-32-le"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), None, "utf-32-be"),
        (TEXT.encode("utf-16-le"), None, "utf-16-le"),
        (TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (TEXT.encode("windows-1252"), "text/xml; charset=Windows-1252", "windows-1252"),
        (TEXT.encode("windows-1252"), 'text/xml; charset="windows-1252"', "windows-1252"),
        (declared("windows-1252").encode("windows-1252"), "text/xml", "windows-1252"),
        (declared("koi8-r").encode("windows-1252", "ignore"), "text/xml; charset=windows-1252", "windows-1252"),
        (declared("windows-1252").encode("windows-1252"), "text/xml; charset=punycode", "windows-1252"),
    ],
)
def test_documents_that_are_what_they_say(body: bytes, content_type: str | None, encoding: str) -> None:
    decoded = decode(body, content_type)
    assert decoded.text.endswith(TEXT)
    assert decoded.encoding == encoding
    assert decoded.remark is None


@pytest.mark.parametrize(
    ("body", "encoding", "remark"),
    [
        (declared("iso-8859-1").encode(), "utf-8", "declares iso-8859-1, was read as utf-8"),
        (declared("utf-8").encode("windows-1252"), "windows-1252", "declares utf-8, was read as windows-1252"),
        (declared("us-ascii").encode("windows-1252"), "windows-1252", "declares us-ascii, was read as windows-1252"),
        (TEXT.encode("windows-1252"), "windows-1252", "bytes that are not utf-8 were read as windows-1252"),
        (declared("gibt-es-nicht").encode(), "utf-8", None),
        (declared("punycode").encode(), "utf-8", None),
        (declared("unicode_escape").encode(), "utf-8", None),
        (declared("base64").encode(), "utf-8", None),
        (declared("utf-7").encode(), "utf-8", None),
    ],
)
def test_documents_that_declare_something_else(body: bytes, encoding: str, remark: str | None) -> None:
    decoded = decode(body)
    assert decoded.text.endswith(TEXT)
    assert (decoded.encoding, decoded.remark) == (encoding, remark)


def test_a_few_stray_bytes_do_not_spoil_the_rest() -> None:
    decoded = decode("Größe für ".encode() + b"M\xfcnchen \x81")
    assert decoded.text == "Größe für München \ufffd"
    assert (decoded.encoding, decoded.remark) == ("utf-8", "bytes that are not utf-8 were read as windows-1252")


def test_a_document_torn_off_inside_a_letter_loses_only_that() -> None:
    assert decode("Kälte fü".encode()[:-1]).text == "Kälte f"


def test_the_way_to_read_stray_bytes_is_no_way_to_write() -> None:
    with pytest.raises(UnicodeEncodeError):
        "ü".encode("ascii", "ticker.windows-1252")


def test_a_declared_encoding_that_does_not_fit_falls_back() -> None:
    assert decode(declared("ascii", "Kälte ").encode() + b"\xfc").text.endswith("Kälte ü")
    assert decode(declared("euc-jp", "K").encode() + b"\xe4\xff").encoding == "windows-1252"


def test_encodings_that_switch_by_escapes_are_ascii_bytes() -> None:
    text = '<?xml version="1.0" encoding="iso-2022-jp"?>日本'
    assert decode(text.encode("iso-2022-jp")).text == text


def test_gb2312_is_read_as_its_superset() -> None:
    assert decode(declared("gb2312", "汉字").encode("gb18030")).text.endswith("汉字")


def test_ascii_keeps_the_declared_name() -> None:
    assert decode(b'<?xml version="1.0" encoding="ISO-8859-1"?><rss/>').encoding == "iso-8859-1"


@given(st.binary(), st.sampled_from([None, "text/xml; charset=utf-8", "x; charset=koi8-r", "charset=hz", "charset="]))
def test_decoding_never_fails(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type).text, str)


@given(st.text(st.characters(codec="utf-8")))
def test_good_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    body = text.encode()
    if not body.startswith((codecs.BOM_UTF8, b"\xff", b"\xfe")) and b"\0" not in body[:4]:
        assert decode(body).text == text


def test_a_long_document_without_any_utf_8_takes_no_time() -> None:
    started = time.perf_counter()
    assert decode(b"\xe4" * 1_000_000).encoding == "windows-1252"
    assert time.perf_counter() - started < 5
