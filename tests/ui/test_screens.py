"""The screens round the river: welcome, feeds, help, and the way between them."""

from __future__ import annotations

from datetime import timedelta

from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, river, settled
from ticker.errors import Cause, Failure
from ticker.model import FoundFeed, PollResult
from ticker.starters import starters
from ticker.store import entries, feeds, polls
from ticker.store.database import open_database
from ticker.ui.screens.add_feed import AddFeedScreen
from ticker.ui.screens.choose_feed import ChooseFeedScreen
from ticker.ui.screens.confirm import ConfirmScreen
from ticker.ui.screens.feeds import FeedList, FeedsScreen
from ticker.ui.screens.help import HelpScreen, help_text
from ticker.ui.screens.river import RiverScreen
from ticker.ui.screens.welcome import WelcomeScreen
from ticker.ui.session import Outcome
from ticker.ui.widgets.bars import Bar


async def test_the_first_run_subscribes_to_what_is_ticked(desk_of: MakeDesk) -> None:
    desk = desk_of(0)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        assert isinstance(desk.app.screen, WelcomeScreen)
        await pilot.press("enter")
        assert "angekreuzt" in str(desk.app.screen.query_one("#hint", Static).content)

        await pilot.press("space", "j", "j", "space", "enter")
        await settled(pilot)
        assert isinstance(desk.app.screen, RiverScreen)

    chosen = [starters()[0], starters()[2]]
    assert [(feed.url, feed.name) for feed in desk.feeds()] == [(starter.url, starter.name) for starter in chosen]
    assert all(feed.next_poll == desk.clock.now() for feed in desk.feeds())


async def test_the_first_run_leads_to_the_replay(desk_of: MakeDesk) -> None:
    desk = desk_of(0)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        await pilot.pause()

    assert desk.app.return_value is Outcome.REPLAY
    assert desk.feeds() == []


async def test_an_address_is_checked_before_it_is_subscribed_to(desk_of: MakeDesk) -> None:
    desk = desk_of(0)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        screen = desk.app.screen
        assert isinstance(screen, AddFeedScreen)
        screen.query_one(Input).value = "kein link"
        await pilot.press("enter")
        await pilot.pause()
        assert "kein link" in str(screen.query_one("#remark", Static).content)

        screen.query_one(Input).value = "www.falkenbote.example/feed"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk.app.screen, RiverScreen)

    assert [feed.url for feed in desk.feeds()] == ["https://www.falkenbote.example/feed"]


async def found_on_a_page(desk: Desk, pilot: Pilot[Outcome]) -> None:
    """Subscribe to a page, and let the poller find two feeds there."""
    await pilot.press("a", *"kurier.example", "enter")
    await settled(pilot)
    with open_database(desk.database, create=False) as db:
        page = feeds.all_feeds(db)[-1]
        found = tuple(FoundFeed(f"https://kurier.example/{name}.xml", name, None) for name in ("Politik", "Sport"))
        failure = Failure(Cause.NOT_A_FEED, 200)
        again = desk.clock.now() + timedelta(hours=1)
        polls.record(db, page.id, PollResult(desk.clock.now(), 200, failure=failure, next_poll=again, found=found))
    desk.notice()
    await settled(pilot)


async def test_of_the_feeds_that_a_page_names_the_reader_takes_one(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await found_on_a_page(desk, pilot)
        assert isinstance(desk.app.screen, ChooseFeedScreen)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(desk.app.screen, RiverScreen)

    assert desk.feeds()[-1].url == "https://kurier.example/Sport.xml"


async def test_the_choice_may_wait_on_the_feeds_screen(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await found_on_a_page(desk, pilot)
        await pilot.press("escape", "F")
        await settled(pilot)
        options = desk.app.screen.query_one(FeedList)
        assert options.highlighted == 0  # what needs the reader stands first
        assert "Enter" in str(desk.app.screen.query_one("#details", Static).content)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)

    assert desk.feeds()[-1].url == "https://kurier.example/Politik.xml"


async def test_the_feeds_screen_names_cause_and_age_of_an_error(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    with open_database(desk.database, create=False) as db:
        ill = feeds.all_feeds(db)[3]
        failure = Failure(Cause.STATUS, 404)
        again = desk.clock.now() + timedelta(hours=1)
        for minutes in (0, 10):
            at = desk.clock.now() + timedelta(minutes=minutes)
            polls.record(db, ill.id, PollResult(at, 404, failure=failure, next_poll=again))
    desk.clock.moment += timedelta(minutes=20)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        assert "1 von 6 Feeds gestört" in desk.app.screen.query_one("#state", Bar).text.replace("\u00a0", " ")

        await pilot.press("F")
        await pilot.pause()
        assert isinstance(desk.app.screen, FeedsScreen)
        options = desk.app.screen.query_one(FeedList)
        first = str(options.get_option_at_index(0).prompt).replace("\u00a0", " ")
        assert first.split() == ["!", "Elbkurier", "·············█", "11:45", "HTTP", "404:", "nicht", "gefunden"]
        details = str(desk.app.screen.query_one("#details", Static).content).replace("\u00a0", " ")
        assert details.startswith("Elbkurier  ·············█ 2 am Tag\n")
        assert "HTTP 404: nicht gefunden · 2 Versuche seit 10:45 Uhr\n" in details
        assert "2 Meldungen · abgerufen vor 10 Minuten · nächster Abruf: 11:45 Uhr" in details
        assert details.endswith("\nhttps://outlet3.example/feed")
        assert options.option_count == 6

        await pilot.press("j", "escape")
        await pilot.pause()
        assert isinstance(desk.app.screen, RiverScreen)


async def test_the_feeds_screen_leads_to_the_entries_of_a_feed(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("F", "j", "enter")
        await settled(pilot)
        screen = desk.app.screen
        assert isinstance(screen, RiverScreen)
        assert {headline.feed_name for headline in desk.app.library.headlines(screen.desk.shown)} == {"Elbkurier"}
        await pilot.press("escape")
        await settled(pilot)
        assert len(screen.desk.shown) == 12


async def test_a_feed_is_unsubscribed_after_asking(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("F", "G", "x")
        await pilot.pause()
        gone = desk.feeds()
        assert isinstance(desk.app.screen, ConfirmScreen)
        assert "2 Meldungen werden" in str(desk.app.screen.query_one("#remark", Static).content).replace("\u00a0", " ")
        await pilot.press("enter")  # says no: nothing brings the entries back
        await pilot.pause()
        assert desk.feeds() == gone
        await pilot.press("x", "j")
        await settled(pilot)
        assert isinstance(desk.app.screen, FeedsScreen)
        assert len(desk.feeds()) == 5
        assert desk.app.screen.query_one(FeedList).option_count == 5

        desk.app.library.subscribe("https://neu.example/feed", desk.clock.now(), "Zuletzt")
        desk.app.screen.tick()
        await pilot.press("G", "x")
        await pilot.pause()
        assert "noch nichts gebracht" in str(desk.app.screen.query_one("#remark", Static).content)


async def test_a_refresh_tells_what_it_brought_or_why_it_is_not_to_be(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    desk.clock.moment += timedelta(minutes=20)
    async with desk.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        state = desk.app.screen.query_one("#state", Bar)
        await pilot.press("r")
        assert state.text.replace("\u00a0", " ").startswith("Abruf: 0 von 1")

        desk.publish("Neu")
        desk.notice()
        desk.app._tick()
        assert "1 Feed abgerufen · 1 neue Meldung" in state.text.replace("\u00a0", " ")
        await pilot.press("g", "r")
        assert "Falkenbote: nicht abgerufen – vor weniger als einer Minute abgerufen" in state.text.replace(
            "\u00a0", " "
        )

        await pilot.press("R")
        assert "Abruf: 1 von 5" in state.text.replace("\u00a0", " ") or "Abruf: 0 von 5" in state.text
        await pilot.press("escape")
        assert "abgebrochen" in state.text
    waiting = [feed for feed in desk.feeds() if feed.next_poll is not None and feed.next_poll <= desk.clock.now()]
    assert len(waiting) <= 1


async def test_the_help_shows_every_key_in_german(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(desk.app.screen, HelpScreen)
        await pilot.press("j", "k", "escape")
        await pilot.pause()
        assert isinstance(desk.app.screen, RiverScreen)

    text = str(help_text(["list", "stream", "river", "app"], {}, 80))
    assert "Leertaste" in text
    assert "laufende Liste anhalten und fortsetzen" in text
    assert "j  ↓" in text


def test_a_long_name_of_a_key_goes_on_below_itself() -> None:
    lines = str(help_text(["pane"], {}, 40)).split("\n")
    first = next(index for index, line in enumerate(lines) if "eine Seite weiter" in line)
    column = lines[first].index("eine Seite weiter")
    assert lines[first + 1][:column].isspace()
    assert lines[first + 1][column:].startswith("am Ende")
    assert max(map(len, lines)) <= 40


async def test_the_help_shows_the_keys_of_the_place(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "question_mark")
        await pilot.pause()
        text = str(desk.app.screen.query_one("#help Static", Static).content)
        assert "Im Text" in text
        assert "nummerierten" in text
        assert "neueste" not in text
        await pilot.press("escape", "escape", "F", "question_mark")
        await pilot.pause()
        text = str(desk.app.screen.query_one("#help Static", Static).content)
        assert text.startswith("In den Feeds")


async def test_the_palette_finds_a_command_and_runs_it_where_one_is(desk_of: MakeDesk) -> None:
    desk = desk_of(10)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("colon", *"älteste", "enter")
        await pilot.pause()
        assert river(desk).headlines.cursor == 9

        await pilot.press("colon", *"gibt es nicht", "enter", "escape")
        await pilot.press("colon", "down", "down", "up", "enter")  # the second of the list: the previous headline
        await pilot.pause()
        assert river(desk).headlines.cursor == 8
        assert isinstance(desk.app.screen, RiverScreen)

        await pilot.press("colon", *"unterbr")
        await pilot.press("escape")
        assert river(desk).headlines.cursor == 8


async def test_keys_of_the_settings_take_the_place_of_the_defaults(desk_of: MakeDesk) -> None:
    desk = desk_of(10, keymap={"list.next": "k", "list.previous": "j,up", "river.star": "no_key"})
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("k", "k", "k", "j", "up", "down")
        assert river(desk).headlines.cursor == 1
        key = river(desk).headlines.selected
        assert key is not None
        await pilot.press("f")
        assert not desk.entry(key).starred
        await pilot.press("question_mark")
        await pilot.pause()
        assert "k            nächste" in str(desk.app.screen.query_one("#help Static", Static).content)


async def test_reading_marking_and_starring(desk_of: MakeDesk) -> None:
    desk = desk_of(10)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "enter")
        await settled(pilot)
        key = river(desk).headlines.selected
        assert key is not None
        assert river(desk).pane.has_focus
        assert desk.entry(key).read

        await pilot.press("f", "m")
        assert desk.entry(key).starred
        assert not desk.entry(key).read
        await pilot.press("f", "q")
        assert not desk.entry(key).starred
        assert river(desk).headlines.has_focus
        await pilot.press("tab")
        assert river(desk).pane.has_focus
        await pilot.press("escape", "q")
        await pilot.pause()

    assert desk.app.return_code == 0


async def test_keys_on_an_empty_river_do_nothing(desk_of: MakeDesk) -> None:
    desk = desk_of(0)
    with open_database(desk.database) as db:
        feeds.add(db, "https://falkenbote.example/feed", desk.clock.now())
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "k", "g", "G", "enter", "m", "f", "o", "space", "space", "full_stop", "pagedown", "tab")
        await settled(pilot)

        assert isinstance(desk.app.screen, RiverScreen)
        assert river(desk).headlines.selected is None
        assert "Noch nichts eingetroffen" in river(desk).headlines.render_line(1).text
        assert "erster Abruf läuft" in desk.app.screen.query_one("#state", Bar).text


async def test_an_entry_without_a_link_says_so(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        desk.publish("Ohne Link")
        desk.notice()
        await pilot.press("g", "o")
        assert "keinen Link" in desk.app.screen.query_one("#state", Bar).text


async def test_versions_are_compared_on_demand(desk_of: MakeDesk) -> None:
    desk = desk_of(5)
    async with desk.app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("v")
        assert "nicht geändert" in desk.app.screen.query_one("#state", Bar).text

        key = river(desk).headlines.selected
        assert key is not None
        desk.correct(key, title="Berichtigt", content="Anders.", content_html=None)
        desk.notice()
        await pilot.press("v")
        pane = river(desk).pane
        lines = "\n".join(pane.render_line(y).text for y in range(20))
        assert "Fassung 2" in lines
        assert "{+Berichtigt+}" in lines

        await pilot.press("v")
        assert "{+" not in "\n".join(pane.render_line(y).text for y in range(20))


async def test_a_feed_that_is_removed_takes_its_entries_along(desk_of: MakeDesk) -> None:
    desk = desk_of(30)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j")
        with open_database(desk.database, create=False) as db:
            feeds.remove(db, feeds.all_feeds(db)[2].id, desk.clock.now())
            left = len(entries.latest(db, None))
        desk.notice()
        await settled(pilot)

        assert len(river(desk).headlines.order) == left == 25
        assert river(desk).headlines.selected is not None


async def test_a_click_on_the_word_help_shows_the_keys(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.click("#state", offset=(60, 0))
        assert isinstance(desk.app.screen, RiverScreen)
        await pilot.click("#state", offset=(117, 0))
        assert isinstance(desk.app.screen, HelpScreen)
