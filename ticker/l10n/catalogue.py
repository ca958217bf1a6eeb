"""Keeps the message catalogues up to date. Run as `python -m ticker.l10n.catalogue update`, or `check`.

    update  collect the ids in ticker/, write locale/ticker.pot, bring them into locale/de, compile
    check   say what is missing, uncertain or outdated, and end with 1 where there is anything

German is written by hand into locale/de/LC_MESSAGES/ticker.po. Swiss German (Liechtenstein's too) is the same with ss
for ß and «» for „“. The compiled .mo files are kept beside it, so that a bare checkout speaks German.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ticker.l10n.messages import DOMAIN

PACKAGE = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
SWISS = str.maketrans({"ß": "ss", "„": "«", "“": "»"})

# What click says to a reader; its complaints to programmers, on Windows and about shells are left out.
CLICK: tuple[str | tuple[str, str], ...] = (
    "%(prog)s, version %(version)s",
    "(dynamic)",
    "Aborted!",
    "Choose from:\n\t{choices}",
    "Commands",
    "Confirm the action without prompting.",
    "Could not open file {filename!r}: {message}",
    "Do you want to continue?",
    "Error: The two entered values do not match.",
    "Error: invalid input",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",  # click before 8.2
    "Option {name!r} does not take a value.",
    "Options",
    "Positional arguments",
    "Repeat for confirmation",
    "Show the version and exit.",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "Argument {name!r} takes {nargs} values.",
    "default: {default}",
    "deprecated",
    "directory",
    "env var: {var}",
    "file",
    "path",
    "required",
    "unknown error",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not executable.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    (
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ),
    ("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


class _Words(Catalog):
    """A catalogue whose header names no date, person or tool, so that its file changes with its words only."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines."""
        german = [("Language", self.locale_identifier or ""), ("Plural-Forms", self.plural_forms)]
        return [
            ("Project-Id-Version", DOMAIN),
            *(german if self.locale else []),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def update(package: Path) -> None:
    """Bring all catalogues of a package's `l10n/locale` in line with its sources; German that is there is kept.

    An id that was only reworded keeps its German, marked as fuzzy; one that is gone takes its German along.
    """
    folder = package / "l10n" / "locale"
    template = _collected(package)
    _write(folder / f"{DOMAIN}.pot", _po(template))
    german = _read(_file(folder, "de", "po"), "de")
    german.update(template)
    for message in german:
        if not any(_forms(message.string)):
            message.flags.discard("fuzzy")
    _write(_file(folder, "de", "po"), _po(german))
    _write(_file(folder, "de", "mo"), _mo(german))
    _write(_file(folder, "de_CH", "mo"), _mo(_swiss(german)))


def faults(package: Path) -> list[str]:
    """Everything that is missing, uncertain or outdated in the catalogues of a package, in English lines."""
    folder = package / "l10n" / "locale"
    template = _collected(package)
    pot = _read(folder / f"{DOMAIN}.pot", None)
    german = _read(_file(folder, "de", "po"), "de")
    found = []
    if _places(pot) != _places(template):
        found.append(f"{DOMAIN}.pot is outdated")
    for message in template:
        if message.id and (translated := german.get(message.id, message.context)) is None:
            found.append(f"not in the German catalogue: {_name(message)}")
        elif message.id and translated is not None:
            found += _message_faults(translated)
    found += [f"no longer used: {_name(m)}" for m in german if m.id and template.get(m.id, m.context) is None]
    for language, words in (("de", german), ("de_CH", _swiss(german))):
        compiled = _file(folder, language, "mo")
        if not compiled.is_file() or compiled.read_bytes() != _mo(words):
            found.append(f"{language}: {compiled.name} is outdated")
    return found


def _message_faults(message: Message) -> Iterator[str]:
    ids, strings = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield f"fuzzy: {_name(message)}"
    if len(strings) != len(ids) or not all(strings):
        yield f"untranslated: {_name(message)}"
    elif [_fields(text) for text in ids] != [_fields(text) for text in strings]:
        yield f"other placeholders: {_name(message)}"


def _forms(text: str | Iterable[str] | None) -> list[str]:
    """One text, or singular and plural."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def _fields(text: str) -> frozenset[str]:
    """The names of the places to fill in, `{name}` or `%(name)s`; a text with a loose brace has a place of its own."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return frozenset([text])
    return frozenset(names | set(re.findall(r"%\((\w+)\)s", text)))


def _name(message: Message) -> str:
    return f"“{_forms(message.id)[0]}”"


def _collected(package: Path) -> _Words:
    """Every id that the sources of a package mark, and click's."""
    words = _Words(header_comment="# The message ids of ticker. Made by `python -m ticker.l10n.catalogue update`.")
    words.fuzzy = False
    for name, _, message, _, context in extract_from_dir(package, keywords=KEYWORDS):
        words.add(message, locations=[(f"{package.name}/{name}", 0)], context=context)
    for message in CLICK:
        words.add(message, locations=[("click", 0)])
    return words


def _places(words: Catalog) -> dict[tuple[str, str | None], tuple[list[str], frozenset[str]]]:
    """Ids with their plural and the files that they are in: what a template is about."""
    return {
        (_forms(message.id)[0], message.context): (
            _forms(message.id),
            frozenset(name for name, _ in message.locations),
        )
        for message in words
        if message.id
    }


def _swiss(german: Catalog) -> _Words:
    words = _Words(locale="de_CH", fuzzy=False)
    for message in german:
        if message.id:
            strings = [text.translate(SWISS) for text in _forms(message.string)]
            words.add(
                message.id,
                strings[0] if isinstance(message.id, str) else strings,
                flags=message.flags,
                context=message.context,
            )
    return words


def _file(folder: Path, language: str, kind: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.{kind}"


def _read(path: Path, locale: str | None) -> _Words:
    """The catalogue in a .po or .pot file, an empty one where there is none."""
    words = _Words(locale=locale, header_comment="# The German of ticker: written by hand, kept sorted by its ids.")
    words.fuzzy = False
    if path.is_file():
        for message in read_po(io.StringIO(path.read_text(encoding="utf-8")), locale=locale):
            if message.id:
                words[message.id] = message
    return words


def _po(words: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, words, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def _mo(words: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, words)
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main(words: list[str], package: Path = PACKAGE) -> int:
    """The command line: `update` or `check`. Gives the exit code."""
    if words == ["update"]:
        update(package)
    elif words != ["check"]:
        print("python -m ticker.l10n.catalogue update | check", file=sys.stderr)
        return 2
    found = faults(package)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found and words == ["check"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
