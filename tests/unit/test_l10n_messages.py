from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ticker.config import LOCALES
from ticker.errors import UsageError
from ticker.l10n import messages
from ticker.l10n.messages import _, activate, describe, ngettext, pgettext, translation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    activate("en_GB")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de_DE", "Antwort zu groß"),
        ("de_AT", "Antwort zu groß"),
        ("de_CH", "Antwort zu gross"),
        ("de_LI", "Antwort zu gross"),
        ("en_GB", "answer too large"),
        ("en_US", "answer too large"),
    ],
)
def test_each_locale_speaks_its_language(locale: str, expected: str) -> None:
    activate(locale)
    assert _("answer too large") == expected
    assert translation(locale).gettext("answer too large") == expected


def test_before_a_language_is_chosen_the_ids_speak() -> None:
    script = "from ticker.l10n.messages import _; print(_('answer too large'))"
    assert _run(script).strip() == "answer too large"


def test_what_the_catalogue_does_not_have_stays_english() -> None:
    activate("de_DE")
    assert _("Somebody forgot this one.") == "Somebody forgot this one."
    assert ngettext("{n} thing", "{n} things", 1) == "{n} thing"
    assert ngettext("{n} thing", "{n} things", 2) == "{n} things"
    assert pgettext("a place", "thing") == "thing"


def test_plurals_have_their_form() -> None:
    singular, plural = "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    activate("de_DE")
    assert ngettext(singular, plural, 1) == "Die Option „{name}“ braucht einen Wert."
    assert ngettext(singular, plural, 0) == ngettext(singular, plural, 2)
    assert ngettext(singular, plural, 2) == "Die Option „{name}“ braucht {nargs} Werte."


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de_DE", "Die Zeitzone „Europe/Atlantis“ gibt es nicht."),
        ("de_CH", "Die Zeitzone «Europe/Atlantis» gibt es nicht."),
        ("en_US", "There is no time zone “Europe/Atlantis”."),
    ],
)
def test_an_error_is_described_in_the_active_language(locale: str, expected: str) -> None:
    activate(locale)
    assert describe(UsageError("There is no time zone “{name}”.", name="Europe/Atlantis")) == expected


def test_values_keep_their_own_letters_in_switzerland() -> None:
    activate("de_CH")
    assert "„Straße“" in describe(UsageError("There is no time zone “{name}”.", name="„Straße“"))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_catalogue_has_letters_that_its_country_does_not_write(locale: str) -> None:
    words = translation(locale).gettext("answer too large") + translation(locale).gettext("No such option: {name}")
    assert ("ß" in words) == (locale in ("de_DE", "de_AT"))
    assert ("«" in words) == (locale in ("de_CH", "de_LI"))


def test_words_and_clock_times_cost_no_babel() -> None:
    script = """
import sys
from datetime import UTC, datetime
from ticker.l10n import causes, dates, messages, numbers, region
from ticker.errors import Cause, Failure
messages.activate("de_DE")
place = region.Region(region.choose_locale(None, None, {}))
moment = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)
dates.clock_time(moment, place), dates.clock_time_in_words(moment, place), dates.short_date(moment, place)
dates.day(moment, moment, place), dates.relative(moment, moment, place)
causes.cause(Failure(Cause.BUSY, 503, retry_at=moment), place)
print([name for name in sys.modules if name.split(".")[0] in ("babel", "click", "textual", "rich")])
"""
    assert _run(script).strip() == "[]"


CLICK_PROGRAM = """
import subprocess, sys
import click
from ticker.l10n.messages import speak_click
speak_click(sys.argv.pop(1))
@click.command()
@click.argument("name")
@click.option("--count", type=click.IntRange(1, 5), default=3, show_default=True)
def program(name, count):
    subprocess.run([sys.executable, "-c", "import os; print('child:', os.environ.get('LANGUAGE'))"])
program(prog_name="program")
"""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--help"], ["Aufruf: program", "Optionen:", "Diese Hilfe zeigen.", "Vorgabe: 3"]),
        ([], ["Fehler: Es fehlt das Argument 'NAME'.", "Hilfe gibt „program --help“."]),
        (["--colour"], ["Die Option „--colour“ gibt es nicht."]),
        (["a", "b"], ["Ein Argument zu viel: b"]),
        (["a", "b", "c"], ["Argumente zu viel: b c"]),
        (["a", "--count", "9"], ["Ungültiger Wert für '--count': 9 liegt nicht im Bereich 1<=x<=5."]),
    ],
)
@pytest.mark.parametrize("environ", [{}, {"LANG": "C"}, {"LANG": "en_US.UTF-8", "LANGUAGE": "fr"}])
def test_click_speaks_german_wherever_it_runs(
    arguments: list[str], expected: list[str], environ: dict[str, str]
) -> None:
    said = _run(CLICK_PROGRAM, "de_DE", *arguments, environ=environ)
    assert all(words in said for words in expected), said


def test_click_speaks_english_where_english_is_chosen() -> None:
    said = _run(CLICK_PROGRAM, "en_GB", "--help", environ={"LANG": "de_DE.UTF-8", "LANGUAGE": "de"})
    assert said.startswith("Usage: program")
    assert "Show this message and exit." in said


def test_click_speaks_swiss_german_too() -> None:
    assert "Die Option «--colour» gibt es nicht." in _run(CLICK_PROGRAM, "de_CH", "--colour")


@pytest.mark.parametrize(
    ("environ", "inherited"), [({"LANG": "en_US.UTF-8"}, "None"), ({"LANGUAGE": "fr:en"}, "fr:en")]
)
def test_programs_that_are_started_keep_their_own_language(environ: dict[str, str], inherited: str) -> None:
    assert f"child: {inherited}" in _run(CLICK_PROGRAM, "de_DE", "anything", environ=environ)


def test_the_catalogues_are_beside_the_module() -> None:
    assert (messages.FOLDER / "de" / "LC_MESSAGES" / "ticker.mo").is_file()
    assert (messages.FOLDER / "de_CH" / "LC_MESSAGES" / "ticker.mo").is_file()


def _run(script: str, *arguments: str, environ: dict[str, str] | None = None) -> str:
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **(environ or {})},
        timeout=60,
    )
    return result.stdout + result.stderr
