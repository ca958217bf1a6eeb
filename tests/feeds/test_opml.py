"""Lists of subscriptions: what other readers and people write, and what goes out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.test_feeds_corpus import CORPUS
from ticker.errors import UsageError
from ticker.feeds import lists, opml
from ticker.feeds.opml import Listed
from ticker.model import Subscription
from ticker.text.groups import group_of
from ticker.text.sanitise import one_line

GOLDEN = Path(__file__).parent / "golden" / "lists"
NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
KURIER = Subscription("https://kurier.example/rss", "Kurier", "Kurier")


def document(outlines: str, head: str = "<head><title>Liste</title></head>") -> bytes:
    return f'<?xml version="1.0"?>\n<opml version="2.0">\n{head}<body>\n{outlines}\n</body></opml>'.encode()


def read(outlines: str) -> Listed:
    return lists.read(document(outlines))


def told(listed: Listed) -> list[tuple[int, str, str]]:
    return [(one.line, one.text, one.reason.message) for one in listed.unread]


# What is read


def test_titles_addresses_pages_and_groups() -> None:
    listed = read(
        '<outline text="Zeitungen"><outline text="Mein Kurier" title="Nordkurier" type="rss"'
        ' xmlUrl="https://Kurier.example/rss#x" htmlUrl="kurier.example"/>'
        '<outline title="Land"><outline title="Bote" xmlUrl="bote.example/atom" htmlUrl="-"/></outline></outline>'
        '<outline text="https://funk.example/rss" xmlUrl="https://funk.example/rss"/>'
    )
    assert listed == Listed(
        (
            Subscription(
                "https://kurier.example/rss", "Mein Kurier", "Nordkurier", "https://kurier.example/", "Zeitungen"
            ),
            Subscription("https://bote.example/atom", "Bote", "Bote", None, "Zeitungen/Land"),
            Subscription("https://funk.example/rss"),
        )
    )


@pytest.mark.parametrize(
    "outlines",
    [
        '<OUTLINE TEXT="Kurier" Title="Kurier" XMLURL="https://kurier.example/rss"/>',
        '<outline text="Kurier" title="Kurier" type="RSS" url="https://kurier.example/rss"/>',
        '<outline title="Kurier" xmlurl="feed://kurier.example/rss"/>',
        '<outline text=" Ku&#8203;rier " title="Kurier" xmlUrl="\n https://kurier.example/rss "/>',
        '<outline text="Kurier" title="Kurier" xmlUrl="https://kurier.example/rss">'
        '</outline><outline text="Zweimal" xmlUrl="https://KURIER.example:443/rss"/>',
        '<outline text="" title="Kurier" xmlUrl="https://kurier.example/rss" filtercmd="rm -r /"/>',
    ],
)
def test_liberties_of_readers(outlines: str) -> None:
    (one,) = read(outlines).subscriptions
    assert (one.url, one.custom_title, one.group) == (KURIER.url, "Kurier", None)


def test_a_category_is_a_group_where_nothing_is_nested() -> None:
    one, other = read(
        '<outline xmlUrl="a.example/1" category="/Politik/Land,Sport"/>'
        '<outline text="Netz"><outline xmlUrl="a.example/2" category="Sport"/></outline>'
    ).subscriptions
    assert (one.group, other.group) == ("Politik/Land", "Netz")


@pytest.mark.parametrize("head", ["", "<head/>", "<HEAD></HEAD>", "<head><title>A</title><x:y xmlns:x='z'/></head>"])
def test_a_head_is_not_needed(head: str) -> None:
    outline = '<outline text="Kurier" title="Kurier" xmlUrl="https://kurier.example/rss"/>'
    assert lists.read(document(outline, head)) == Listed((KURIER,))
    assert lists.read(b"\xef\xbb\xbf\n <opml xmlns='urn:x'>" + outline.encode() + b"</opml>") == Listed((KURIER,))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="Überblick" xmlUrl="a.example/x"/>'
    (one,) = lists.read(f"{text}</body></opml>".encode(encoding)).subscriptions
    assert one.custom_title == "Überblick"


def test_what_names_no_feed_is_told_or_passed_over() -> None:
    listed = read(
        '<outline text="leer"/>\n'
        '<outline text="Ungelesen" type="vfolder" xmlUrl="vfolder"><outline type="rule" rule="unread"/></outline>\n'
        '<outline text="Seite" type="link" url="https://seite.example/"/>\n'
        '<outline text="Programm" xmlUrl="exec:~/a.py"/>\n'
        '<outline text="Datei" xmlUrl="file:///etc/passwd"/>\n'
        '<outline text="Geheim" xmlUrl="https://ich:geheim@a.example/"/>'
    )
    assert listed.subscriptions == ()
    no_address, secret = (
        "“{text}” is no web address.",
        "An address with a user name or a password in it cannot be used.",
    )
    assert [(line, text) for line, text, _reason in told(listed)] == [
        (6, "https://seite.example/"),
        (7, "exec:~/a.py"),
        (8, "file:///etc/passwd"),
        (9, "https://a.example/"),
    ]
    assert [reason[: len(secret)] for _line, _text, reason in told(listed)][1:] == [no_address, no_address, secret]


# What is broken


@pytest.mark.parametrize(
    ("broken", "title"),
    [("A &amp; B & C &uuml;", "A & B & C ü"), ("A\x0b\x1b[2J B", "A[2J B"), ("A &bogus; B &#38;", "A &bogus; B &")],
)
def test_what_people_forget_is_mended(broken: str, title: str) -> None:
    listed = read(f'<outline text="{broken}" xmlUrl="https://a.example/?x=1&y=2"/>')
    assert listed == Listed((Subscription("https://a.example/?x=1&y=2", title),))


def test_what_is_no_xml_any_more_costs_only_itself() -> None:
    listed = read(
        '<outline text="eins" xmlUrl="a.example/1"/>\n'
        '<outline text="von <a href="https://a.example">hier</a>" xmlUrl="a.example/2"/>\n'
        '<!-- hm --><outline text="drei" xmlUrl="a.example/3"/>'
    )
    assert [one.url for one in listed.subscriptions] == ["https://a.example/1", "https://a.example/3"]
    assert [one.line for one in listed.unread] == [5]


def test_what_was_read_before_the_end_of_a_torn_document_is_kept() -> None:
    whole = document("\n".join(f'<outline xmlUrl="a.example/{number}"/>' for number in range(9)))
    listed = lists.read(whole[: whole.index(b"/7") + 1])
    assert [one.url[-1] for one in listed.subscriptions] == list("0123456")
    assert len(listed.unread) == 1


# What is refused


BOMB = """<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = """<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, "<!DOCTYPE opml SYSTEM 'http://a.example/x.dtd'>"])
@pytest.mark.parametrize("broken", ["", " & "])
def test_a_document_type_is_refused(declared: str, broken: str) -> None:
    body = f'<?xml version="1.0"?>{declared}<opml><body><outline text="{broken}" xmlUrl="a.example/&a;"/></body></opml>'
    with pytest.raises(UsageError, match="DOCTYPE"):
        lists.read(body.encode())


def test_a_document_type_in_a_place_where_none_may_be_declares_nothing() -> None:
    listed = read(f'<outline xmlUrl="a.example/1"/>{BOMB}<outline text="&a;" xmlUrl="a.example/2"/>')
    assert [one.url for one in listed.subscriptions] == ["https://a.example/1"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"\x00<\x00\x00",
        b'<?xml version="1.0"?>',
        b"<rss><channel/></rss>",
        b'<liste><outline xmlUrl="a.example/x"/></liste>',
        b"<html><body><p>Guten Tag.</html>",
        b'{"feeds": ["a.example"]}',
        b"# nur ein Kommentar\n",
        "Sehr geehrte Damen und Herren z.B.\nMit Grüßen".encode(),
        bytes(range(256)),
    ],
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(UsageError, match="no list"):
        lists.read(body)


def test_no_more_than_a_sane_size_is_read() -> None:
    for form in (b"<opml>%s", b"https://a.example/\n%s"):
        with pytest.raises(UsageError, match="10 MB"):
            lists.read(form % (b" " * opml.LARGEST))


@pytest.mark.parametrize("address", ["a.example/{}", "kein:{}"])
def test_no_more_than_a_sane_number_is_read(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "MOST", 20)
    monkeypatch.setattr(lists, "MOST", 20)
    addresses = [address.format(number) for number in range(21)]
    with pytest.raises(UsageError, match="20 feeds"):
        read("".join(f'<outline xmlUrl="{one}"/>' for one in addresses))
    with pytest.raises(UsageError, match="20 feeds"):
        lists.read("\n".join(f"http://{one}" for one in addresses).encode())


def test_depth_and_length_have_bounds() -> None:
    (one,) = read(
        '<outline text="g">' * 5000 + f'<outline text="{"t" * 5000}" xmlUrl="a.example"/>' + "</outline>" * 5000
    ).subscriptions
    assert one.group == "/".join("g" * 8)
    assert len(one.custom_title or "") == 300


# newsboat's file


def test_a_file_of_addresses() -> None:
    listed = lists.read(
        b'# Zeitungen\n\nhttps://kurier.example/rss\tNord Land "~Mein Kurier"\n'
        b'https://bote.example/ "!" "Zwei Worte"\n"query:neu:unread = \\"yes\\""\nhttps://kurier.example/rss x\nfalsch\nhttp://\n'
    )
    assert listed.subscriptions == (
        Subscription("https://kurier.example/rss", "Mein Kurier", group="Nord"),
        Subscription("https://bote.example/", group="Zwei Worte"),
    )
    assert [line for line, _text, _reason in told(listed)] == [5, 7, 8]


# The other way


titles = st.none() | st.text(min_size=1, max_size=20).map(lambda text: one_line(text) or None)
subscriptions = st.builds(
    Subscription,
    url=st.integers(0, 99).map(lambda number: f"https://a.example/?x=1&y={number}"),
    custom_title=titles,
    title=titles,
    link=st.sampled_from([None, "https://a.example/"]),
    group=st.lists(st.text(max_size=6), max_size=3).map(group_of),
)


@given(wanted=st.lists(subscriptions, max_size=8, unique_by=lambda one: one.url))
def test_what_is_written_is_read_again(wanted: list[Subscription]) -> None:
    written = opml.write(wanted, 'Meine "Liste" <&>', NOW)
    listed = lists.read(written.encode())
    assert not listed.unread
    assert opml.write(listed.subscriptions, 'Meine "Liste" <&>', NOW) == written
    back = {one.url: one for one in listed.subscriptions}
    assert len(back) == len(wanted)
    for one in wanted:
        again = back[one.url]
        assert (again.custom_title, again.link, again.group) == (one.custom_title or one.title, one.link, one.group)
        assert again.title == (one.title or one.custom_title)


@given(body=st.binary(max_size=200) | st.text(max_size=60).map(lambda text: document(text)))
def test_whatever_it_is_it_is_read_or_refused(body: bytes) -> None:
    try:
        listed = lists.read(body)
    except UsageError:
        return
    for one in listed.subscriptions:
        assert one_line(one.custom_title or "") == (one.custom_title or "")


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.opml")))
def test_a_golden_list_is_written_as_it_was_read(name: str) -> None:
    written = (GOLDEN / name).read_bytes()
    listed = lists.read(written)
    assert opml.write(listed.subscriptions, "Feeds of ticker", NOW).encode() == written


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS} (set TICKER_CORPUS)")
@pytest.mark.parametrize("folder", ["opml", "newsboat-urls"])
def test_lists_of_other_readers(folder: str) -> None:
    for path in sorted((CORPUS / folder).iterdir()):
        body = path.read_bytes()
        try:
            listed = lists.read(body)
        except UsageError as error:
            assert "no list" in error.message  # noqa: PT017 - most of them are lists
            continue
        named = {line for line in body.lower().split(b"<outline")[1:] if b"xmlurl=" in line and b"vfolder" not in line}
        if folder == "opml":
            assert len(listed.subscriptions) + len(listed.unread) >= len(named) - 1
