"""News-ticker articles: marks, dates over midnight, titles, noise, ends; and pages that only look like one."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.pages import read
from ticker.errors import Cause, Failure
from ticker.feeds.live.pagetext import page_text
from ticker.feeds.live.tickermarks import ZONE, Mark, is_noise, mark_of, order_of
from ticker.feeds.parse import parse
from ticker.model import Document, EntryData, FeedData, FeedKind, PollHints
from ticker.text.sanitise import one_line

URL = "https://falkenbote.example/ausland/kosmodrom-news-ticker.html"


def at(hour: int, minute: int = 0, day: int = 13) -> datetime:
    """A time of September 2023 in Berlin, as UTC."""
    return datetime(2023, 9, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def article(body: str, *, modified: str = "2023-09-13T10:20:00+02:00", title: str = "Treffen im News-Ticker") -> str:
    return (
        f'<!doctype html><html lang="de"><head><title>{title} | Falkenbote</title><link rel="canonical" href="{URL}">'
        f'<meta property="article:published_time" content="2023-09-12T18:00:00+02:00">'
        f'<meta property="article:modified_time" content="{modified}">'
        '<meta name="description" content="Der Tag am Kosmodrom."></head><body><nav><p>07.00 Uhr: Wetter</p></nav>'
        f"<article><h1>{title}</h1>{body}</article><footer><p>08.00 Uhr: Impressum</p></footer></body></html>"
    )


GOLDEN = article(
    """
    <p><a href="#">&gt;&gt;&gt; News-Ticker aktualisieren &lt;&lt;&lt;</a></p>
    <p>Zwei Staatschefs treffen sich. Der News-Ticker.</p>
    <h2>Der Zug ist da</h2>
    <p><strong>Update vom 13. September, 10.15&nbsp;Uhr:</strong> Der Zug h&auml;lt am Bahnsteig.</p>
    <p>Die Gäste steigen aus.</p>
    <p>Lesen Sie auch: Was ein Kosmodrom ist</p>
    <figure><figcaption>09.50 Uhr: Ein Bild © Ada Sommer</figcaption></figure>
    <p>+++ 09.30 Uhr: Es regnet am Kosmodrom. +++</p>
    <p>+++ 00.10 Uhr: Der Zug rollt an der Grenze.</p>
    <h3>Warten an der Strecke</h3>
    <p>Niemand schläft.</p>
    <p>+++ 23.40 Uhr: Der Zug ist losgefahren.<br>+++ 22.05 Uhr: Noch steht er.</p>
    <p>Erstmeldung vom 12. September: Ein Treffen kündigt sich an. (nak/drt)</p>
    <p>Rubriklistenbild: © Ada Sommer</p>
    """
)


def entry(
    title: str | None, published: datetime, content: str, *, key_event: bool = False, number: int = 1
) -> EntryData:
    stamp = published.strftime("%Y-%m-%dT%H:%M:%SZ")
    id = f"time:{stamp}" + (f"#{number}" if number > 1 else "")
    return EntryData(id, title, URL, (), published, None, None, content, language="de", key_event=key_event)


def test_golden_article() -> None:
    assert read(GOLDEN, URL) == Document(
        format="news-ticker",
        encoding="utf-8",
        is_whole=True,
        reason="the page is a news ticker: paragraphs that begin with a time",
        feed=FeedData("Treffen im News-Ticker", URL, "de", "Der Tag am Kosmodrom.", kind=FeedKind.LIVEBLOG),
        entries=(
            entry("Der Zug ist da", at(10, 15), "Der Zug hält am Bahnsteig.\nDie Gäste steigen aus.", key_event=True),
            entry(None, at(9, 30), "Es regnet am Kosmodrom."),
            entry(None, at(0, 10), "Der Zug rollt an der Grenze.\nWarten an der Strecke\nNiemand schläft."),
            entry(None, at(23, 40, 12), "Der Zug ist losgefahren."),
            entry(None, at(22, 5, 12), "Noch steht er."),
            entry(None, at(18, 0, 12), "Ein Treffen kündigt sich an."),
        ),
    )


def contents(body: str, **more: str) -> list[tuple[datetime | None, str | None]]:
    return [(data.published, data.title or data.content) for data in read(article(body, **more), URL).entries]


def test_the_oldest_may_stand_first() -> None:
    body = "<p>22.00 Uhr: A</p><p>23.30 Uhr: B</p><p>01.10 Uhr: C</p><p>09.00 Uhr: D</p>"
    assert contents(body) == [(at(9), "D"), (at(1, 10), "C"), (at(23, 30, 12), "B"), (at(22, 0, 12), "A")]


def test_a_heading_behind_a_bar_is_a_title() -> None:
    body = "<h3>23:39 Uhr | Ankunft</h3><p>Sie sind da.</p><p>22:10 Uhr | Abfahrt</p><p>Los.</p>"
    body += "<h3>21:00 Uhr | Auftakt</h3>"
    document = read(article(body, modified="2023-09-13T23:50:00+02:00"), URL)
    assert [(data.title, data.content) for data in document.entries] == [
        ("Ankunft", "Sie sind da."),
        ("Abfahrt", "Los."),
        ("Auftakt", None),
    ]


def test_an_update_that_is_held_at_the_top_is_pinned() -> None:
    body = "<p>+++ 07.00 Uhr: Das Wichtigste</p><p>+++ 10.10 Uhr: C</p><p>+++ 09.00 Uhr: B</p><p>+++ 08.00 Uhr: A</p>"
    document = read(article(body), URL)
    assert [(data.published, data.content, data.pinned) for data in document.entries] == [
        (at(10, 10), "C", False),
        (at(9), "B", False),
        (at(8), "A", False),
        (at(7), "Das Wichtigste", True),
    ]


def test_a_night_is_no_pin() -> None:
    body = "<p>+++ 00.10 Uhr: C</p><p>+++ 23.50 Uhr: B</p><p>+++ 23.00 Uhr: A</p>"
    document = read(article(body, modified="2023-09-13T00:12:00+02:00"), URL)
    assert [(data.published, data.pinned) for data in document.entries] == [
        (at(0, 10), False),
        (at(23, 50, 12), False),
        (at(23, 0, 12), False),
    ]


def test_it_says_when_it_is_over() -> None:
    body = "<p>Dieser Artikel wird nicht länger aktualisiert.</p><p>9.30 Uhr: C</p><p>9.00 Uhr: B</p><p>8 Uhr: A</p>"
    document = read(article(body), URL)
    assert document.feed.hints == PollHints(over=True)
    assert [data.content for data in document.entries] == ["C", "B", "A"]


def test_dates_may_be_written_in_full() -> None:
    body = (
        "<p>Update, Mittwoch (13. September), 9.00 Uhr: C</p><p>Update vom Dienstag, 12.9.2023, 22 Uhr: B</p>"
        "<p>Update vom 31. Dezember 2022, 20.00 Uhr: A</p>"
    )
    december = datetime(2022, 12, 31, 20, tzinfo=ZONE).astimezone(UTC)
    assert contents(body) == [(at(9), "C"), (at(22, 0, 12), "B"), (december, "A")]


@pytest.mark.parametrize(
    ("line", "clock", "day", "rest"),
    [
        ("+++ 09.30 Uhr: Es regnet.", time(9, 30), None, "Es regnet."),
        ("+++ 09.30 Uhr +++ Es regnet. +++", time(9, 30), None, "Es regnet."),
        ("Update, 14.00 Uhr: Neues", time(14), None, "Neues"),
        ("Update 14.00 Uhr Neues", time(14), None, "Neues"),
        ("Update, Sonntag (13. März), 21.24 Uhr: Neues", time(21, 24), 13, "Neues"),
        ("Update vom 13. September, 10.15 Uhr: Neues", time(10, 15), 13, "Neues"),
        ("Update vom Mittwoch, 13.09.2023 – 10.15 Uhr: Neues", time(10, 15), 13, "Neues"),
        ("Eilmeldung um 8 Uhr: Neues", time(8), None, "Neues"),
        ("23:39\xa0Uhr | Überschrift", time(23, 39), None, "Überschrift"),
        ("23:39 | Überschrift", time(23, 39), None, "Überschrift"),
        ("9.05 Uhr – Neues", time(9, 5), None, "Neues"),
        ("24.00 Uhr: Neues", time(0), None, "Neues"),
        ("Erstmeldung vom 12. September: Neues", None, 12, "Neues"),
    ],
)
def test_marks(line: str, clock: time | None, day: int | None, rest: str) -> None:
    mark = mark_of(line)
    assert mark is not None
    assert (mark.clock, mark.day, mark.rest) == (clock, day, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Um 9.30 Uhr regnete es.",
        "9.30 Uhr ist es jetzt",
        "Update: Neues",
        "Am 13. September regnete es.",
        "Erstmeldung: Neues",
        "99:99 | Neues",
        "+++ 09.30 Uhr",
        "Der Zug hielt.",
    ],
)
def test_ordinary_lines(line: str) -> None:
    assert mark_of(line) is None


@pytest.mark.parametrize(
    ("line", "noise"),
    [
        (">>> News-Ticker aktualisieren <<<", True),
        ("Live-Ticker aktualisieren", True),
        ("+++ dpa-Bildfunk +++", True),
        ("Lesen Sie auch: Anderes", True),
        ("Foto: Ada Sommer", True),
        ("Der Ticker schreibt weiter.", False),
    ],
)
def test_noise(line: str, noise: bool) -> None:
    assert is_noise(line) is noise


@pytest.mark.parametrize(
    "page",
    [
        article("<p>Das Konzert beginnt.</p><p>19.00 Uhr: Einlass</p><p>20.00 Uhr: Beginn</p>"),
        article(
            "<p>18.00 Uhr: Einlass</p><p>19.00 Uhr: Vorband</p><p>20.00 Uhr: Beginn</p>", title="Programm des Abends"
        ),
        article("<p>9.00 Uhr: A</p><p>18.00 Uhr: B</p><p>7.00 Uhr: C</p><p>19.00 Uhr: D</p><p>6.00 Uhr: E</p>"),
        article("<p>10.00 Uhr, 11.00 Uhr, 12.00 Uhr: Sprechzeiten</p>"),
        "<!doctype html><html><body><h1>Liveticker</h1><p>9.00 Uhr: A</p><p>8.00 Uhr: B</p><p>7.00 Uhr: C</p></body>",
    ],
)
def test_pages_that_are_no_ticker_beyond_doubt(page: str) -> None:
    assert parse(page.encode(), url=URL) == Failure(Cause.NOT_A_FEED, detail="HTML page")


def test_what_a_page_says_about_itself() -> None:
    page = page_text(
        "<html><title>A</title><meta name='date' content='2023-09-13'><body>Eins<article>Zwei</article>"
        "<article><p>Drei <svg><title>x</title></svg>vier</p><p>fünf",
        URL,
    )
    assert (page.title, page.link, page.published, page.modified) == ("A", URL, datetime(2023, 9, 13, tzinfo=UTC), None)
    assert [block.text for block in page.blocks] == ["Drei vier", "fünf"]
    timed = page_text('<p>x <time datetime="2023-09-13T10:00Z">heute</time></p></article>', "")
    assert (timed.title, timed.link, timed.published) == (None, None, datetime(2023, 9, 13, 10, tzinfo=UTC))
    data = '{"@type": "NewsArticle", "datePublished": "2023-09-13T10:00:00Z"}'
    linked = page_text(f'<script type="application/ld+json">{data}</script>', URL)
    assert linked.published == datetime(2023, 9, 13, 10, tzinfo=UTC)


def mark(moment: datetime) -> Mark:
    return Mark(moment.astimezone(ZONE).time(), None, None, None, "", "", loud=True, barred=False)


STEPS = st.lists(st.integers(0, 700), min_size=2, max_size=30)


@given(STEPS, st.integers(0, 10))
def test_dates_come_back_from_times_alone(steps: list[int], late: int) -> None:
    """Whatever night lies in it: newest first, no pause of more than half a day, and nothing that looks held above.

    A time of the day after the page's own below smaller ones is read as the newest one below updates that are pinned.
    """
    newest = datetime(2023, 9, 20, 12, tzinfo=UTC)
    moment, days = newest, [newest]
    for step in steps:
        moment -= timedelta(minutes=step)
        days.append(moment)
    marks = [mark(moment) for moment in days]
    found = order_of(marks, None, newest + timedelta(minutes=late))
    clocks = [one.clock for one in marks if one.clock is not None]
    downs = sum(earlier > later for earlier, later in pairwise(clocks))
    ups = sum(earlier < later for earlier, later in pairwise(clocks))
    if downs >= ups and not found.pinned:
        assert found.moments == days


@given(st.text(max_size=60))
def test_no_line_breaks_the_reader(line: str) -> None:
    mark = mark_of(line)
    assert mark is None or line.rstrip().endswith(mark.rest.rstrip())
    assert not (is_noise(line) and is_noise(f"{line} Der Hafen ist zu."))


@given(st.text(alphabet="<>/phaticle \"'=!-[]&;0:. Uhr+", max_size=80))
def test_no_page_breaks_the_reader(page: str) -> None:
    blocks = page_text(page, URL).blocks
    assert all(block.text == one_line(block.text) != "" for block in blocks)


def marked(*lines: str) -> list[Mark]:
    return [mark for line in lines if (mark := mark_of(line)) is not None]


def test_without_any_date_no_time_is_known() -> None:
    assert order_of(marked("9.00 Uhr: A"), None, None).moments == [None]
    assert order_of([], at(9), None).moments == []


def test_a_date_that_does_not_exist_is_none() -> None:
    lines = ("Update vom 31. Februar, 9.00 Uhr: B", "Update vom 30.2.2023, 8.00 Uhr: A")
    assert order_of(marked(*lines), None, at(9, 10)).moments == [at(9), at(8)]


def test_a_leap_day_is_found_in_its_year() -> None:
    published = datetime(2023, 12, 1, tzinfo=UTC)
    expected = datetime(2024, 2, 29, 9, tzinfo=ZONE).astimezone(UTC)
    assert order_of(marked("Update vom 29. Februar, 9.00 Uhr: A"), published, None).moments == [expected]


def test_the_newest_may_come_from_the_evening_before() -> None:
    assert order_of(marked("23.50 Uhr: B", "23.00 Uhr: A"), None, at(0, 5)).moments == [
        at(23, 50, 12),
        at(23, 0, 12),
    ]


def test_equal_times_say_nothing_of_the_order() -> None:
    assert order_of(marked("9.00 Uhr: B", "9.00 Uhr: A"), None, at(9, 5)).moments == [at(9), at(9)]


def test_an_update_without_any_words_is_left_out() -> None:
    body = "<p>9.30 Uhr: C</p><p>9.00 Uhr:</p><p>8.00 Uhr: B</p><p>7.00 Uhr: A</p>"
    assert [text for _time, text in contents(body)] == ["C", "B", "A"]


def test_a_dated_update_at_the_top_is_no_pin() -> None:
    lines = ("Update vom 13. September, 7.00 Uhr: C", "+++ 10.00 Uhr: B", "+++ 9.00 Uhr: A")
    assert order_of(marked(*lines), None, at(10, 5)).pinned == 0
