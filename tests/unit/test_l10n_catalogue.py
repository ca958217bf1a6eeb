from __future__ import annotations

import gettext
import re
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ticker.l10n.catalogue import CLICK, KEYWORDS, faults, main, update

PACKAGE = Path(__file__).resolve().parents[2] / "ticker"

SOURCE = """
from ticker.l10n.messages import N_, _, ngettext, pgettext
_("A feed {name} is there.")
N_("Marked only.")
ngettext("{count} thing", "{count} things", 3)
pgettext("a verb", "read")
_("read")
print("not for the catalogue")
"""

GERMAN = {
    "A feed {name} is there.": ["Der Feed {name} ist da."],
    "Marked only.": ["Groß und „markiert“."],
    "{count} thing": ["{count} Ding", "{count} Dinge"],
    "read": ["gelesen"],
}


def german() -> list[Message]:
    with (PACKAGE / "l10n/locale/de/LC_MESSAGES/ticker.po").open("rb") as file:
        return [message for message in read_po(file, locale="de") if message.id]


def test_the_catalogues_of_the_program_are_complete_and_up_to_date() -> None:
    """Red? Run `python -m ticker.l10n.catalogue update`, write the German that is missing, run it again."""
    assert faults(PACKAGE) == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (r"(?i)\b(du|dich|dir|dein\w*|euch|euer)\b", "no du"),
        (r"\w,? Sie\b|\b(Ihnen|Ihre?[mnrs]?)\b", "no Sie"),
        (r"[\"”]", "German quotes"),
        (r"\.\.\.", "a true ellipsis"),
        (r"  |^ | $", "single spaces, between words only"),
        (r"[\d}] (Uhr|%|Minuten?|Stunden?|Sekunden?|Tagen?)", "a no-break space between number and unit"),
    ],
)
def test_the_german_keeps_the_house_style(wrong: str, why: str) -> None:
    strings = [text for message in german() for text in _texts(message.string)]
    assert [text for text in strings if re.search(wrong, text)] == [], why


def test_german_quotes_come_in_pairs() -> None:
    strings = [text for message in german() for text in _texts(message.string)]
    assert [text for text in strings if text.count("„") != text.count("“")] == []


def test_the_files_name_no_place_and_no_time() -> None:
    for path in (PACKAGE / "l10n/locale").rglob("*.po*"):
        text = path.read_text(encoding="utf-8")
        assert str(PACKAGE.parent) not in text
        assert not re.search(r"(?m)Date:|Generated|^#: .*\.py:\d", text)


def test_what_click_says_is_in_the_list() -> None:
    """What click has beyond the list speaks to programmers, about Windows, shells or editors."""
    folder = Path(click.__file__).parent
    beyond = {
        _texts(message)[0]
        for name, _, message, _, _ in extract_from_dir(folder, keywords=KEYWORDS)
        if not name.startswith(("_winconsole", "shell_completion"))
    } - {_texts(message)[0] for message in CLICK}
    assert beyond <= {
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Choice({choices})",
        "Could not determine name for option with declarations {decls!r}",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
        "Invalid start character for option ({option})",
        "Name '{name}' defined twice",
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? "
        "Did you mean to pass '--{name}'?",
        "Press any key to continue...",
        "Unknown color {colour!r}",
        "Unknown standard stream '{name}'",
        "Value must be an iterable.",
        "d",
        "{editor}: Editing failed",
        "{editor}: Editing failed: {e}",
        "{value!r} is not a valid UUID.",
    }


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a source, catalogues and the German of all of it."""
    root = tmp_path / "ticker"
    root.mkdir()
    (root / "source.py").write_text(SOURCE, encoding="utf-8")
    update(root)
    translate(root, {**{_texts(message.id)[0]: _texts(message.string) for message in german()}, **GERMAN})
    update(root)
    return root


def po_file(package: Path) -> Path:
    return package / "l10n/locale/de/LC_MESSAGES/ticker.po"


def translate(package: Path, words: dict[str, list[str]]) -> None:
    """Fill the empty strings of a .po file with another tool, which writes headers of its own."""
    with po_file(package).open("rb") as file:
        catalogue = read_po(file, locale="de")
    for message in catalogue:
        if message.id:
            strings = words[_texts(message.id)[0]]
            message.string = strings[0] if isinstance(message.id, str) else tuple(strings)
    with po_file(package).open("wb") as file:
        write_po(file, catalogue)


def test_marked_texts_are_found_and_their_german_is_compiled(package: Path) -> None:
    assert faults(package) == []
    folder = package / "l10n/locale"
    words = gettext.translation("ticker", str(folder), ["de"])
    assert words.gettext("A feed {name} is there.") == "Der Feed {name} ist da."
    assert words.gettext("Marked only.") == "Groß und „markiert“."
    assert words.ngettext("{count} thing", "{count} things", 1) == "{count} Ding"
    assert words.ngettext("{count} thing", "{count} things", 2) == "{count} Dinge"
    assert words.pgettext("a verb", "read") == "gelesen"
    assert words.gettext("not for the catalogue") == "not for the catalogue"
    swiss = gettext.translation("ticker", str(folder), ["de_CH"])
    assert swiss.gettext("Marked only.") == "Gross und «markiert»."
    assert swiss.ngettext("{count} thing", "{count} things", 2) == "{count} Dinge"


def test_updating_twice_changes_nothing(package: Path) -> None:
    before = {path: path.read_bytes() for path in package.rglob("ticker.*")}
    update(package)
    assert {path: path.read_bytes() for path in package.rglob("ticker.*")} == before


def test_moving_lines_within_a_file_changes_nothing(package: Path) -> None:
    before = {path: path.read_bytes() for path in package.rglob("ticker.*")}
    (package / "source.py").write_text("\n\n\n" + SOURCE, encoding="utf-8")
    update(package)
    assert {path: path.read_bytes() for path in package.rglob("ticker.*")} == before


def test_another_text_is_missing_until_it_is_translated(package: Path) -> None:
    with (package / "source.py").open("a", encoding="utf-8") as file:
        file.write('_("Quite another sentence")\n')
    assert "ticker.pot is outdated" in faults(package)
    assert "not in the German catalogue: “Quite another sentence”" in faults(package)
    update(package)
    assert "untranslated: “Quite another sentence”" in faults(package)


def test_a_reworded_text_keeps_its_german_as_fuzzy_and_does_not_speak_it(package: Path) -> None:
    (package / "source.py").write_text(SOURCE.replace("is there.", "is here."), encoding="utf-8")
    update(package)
    assert "fuzzy: “A feed {name} is here.”" in faults(package)
    assert 'msgstr "Der Feed {name} ist da."' in po_file(package).read_text(encoding="utf-8")
    words = gettext.translation("ticker", str(package / "l10n/locale"), ["de"])
    assert words.gettext("A feed {name} is here.") == "A feed {name} is here."


def test_a_text_that_is_gone_takes_its_german_along(package: Path) -> None:
    (package / "source.py").write_text(SOURCE.replace('N_("Marked only.")', ""), encoding="utf-8")
    assert "no longer used: “Marked only.”" in faults(package)
    update(package)
    assert "Marked only." not in po_file(package).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("Der Feed {name} ist da.", "Der Feed {nahme} ist da.", "other placeholders: “A feed {name} is there.”"),
        ("Der Feed {name} ist da.", "Der Feed ist da.", "other placeholders: “A feed {name} is there.”"),
        ("Der Feed {name} ist da.", "Der Feed {name ist da.", "other placeholders: “A feed {name} is there.”"),
        ("{count} Dinge", "viele Dinge", "other placeholders: “{count} thing”"),
        ("{count} Dinge", "", "untranslated: “{count} thing”"),
        ("%(prog)s, Version", "%(programm)s, Version", "other placeholders: “%(prog)s, version %(version)s”"),
    ],
)
def test_mistakes_in_the_german_are_named(package: Path, right: str, wrong: str, fault: str) -> None:
    text = po_file(package).read_text(encoding="utf-8")
    assert right in text
    po_file(package).write_text(text.replace(right, wrong), encoding="utf-8")
    assert fault in faults(package)
    assert "de: ticker.mo is outdated" in faults(package)
    assert "de_CH: ticker.mo is outdated" in faults(package)


def test_a_compiled_file_that_is_missing_is_named(package: Path) -> None:
    (package / "l10n/locale/de_CH/LC_MESSAGES/ticker.mo").unlink()
    assert "de_CH: ticker.mo is outdated" in faults(package)


def test_the_command_line(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], package) == 0
    assert capsys.readouterr().out == ""
    (package / "source.py").write_text('_("Only this.")', encoding="utf-8")
    assert main(["check"], package) == 1
    assert "not in the German catalogue: “Only this.”" in capsys.readouterr().out
    assert main(["update"], package) == 0
    assert capsys.readouterr().out == "untranslated: “Only this.”\n"
    assert main([], package) == main(["fill"], package) == 2
    assert "update | check" in capsys.readouterr().err


def _texts(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text or ""] if text is None or isinstance(text, str) else list(text)
