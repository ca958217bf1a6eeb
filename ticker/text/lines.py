"""The lines of HTML as the cleaner writes it, had without its blocks: most HTML of feeds is simple enough for that."""

from __future__ import annotations

import re
from contextlib import suppress

from ticker.text.block_reader import EXPONENT, SUPERSCRIPT, collapsed

# What stands for a tag where a text is laid out in lines. The marks are characters that no sanitised text holds:
# behind `_BULLET` stands what begins a list item, `_HELD` is a space that is kept as it is.
_BULLET, _BULLET_END, _HEADING, _HEADING_END, _HELD = "\x02", "\x03", "\x04", "\x05", "\x1f"
_TAG = re.compile('<(/?[a-z][a-z0-9]*)(?: [a-z]+="[^"]*")*>')
_IN_THE_LINE = "a abbr b cite code del em i img ins kbd mark s samp small strike strong sub time tt u var"
_PARTING = (
    "address article aside blockquote br center dd details div dl dt figure footer header hr main p section summary ul"
)
_MARKS = {**dict.fromkeys(_IN_THE_LINE.split(), ""), **dict.fromkeys(_PARTING.split(), "\n")}
_MARKS |= {f"/{tag}": mark for tag, mark in _MARKS.items()}
_MARKS |= {f"h{level}": f"\n{_HEADING}\n" for level in range(1, 7)}
_MARKS |= {f"/h{level}": f"\n{_HEADING_END}\n" for level in range(1, 7)}
_MARKS |= {"li": f"\n{_BULLET}• \n", "/li": f"\n{_BULLET_END}\n", "/ul": f"\n{_BULLET_END}\n"}
_ITEMS = {"li": 1, "/li": -1}
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt|nbsp|quot);)")


def simple_lines(html: str) -> list[str] | None:
    """The lines of cleaned and sanitised HTML, as `blocks` would part them; None where it is not that simple.

    It holds nothing but paragraphs, line breaks, headings, lists, quotes, images without captions and styles.
    """
    if "&" in html and _OTHER_REFERENCE.search(html):
        return None
    text = _marked(html)
    if text is None or "<" in text:
        return None
    if "&" in text:
        text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        text = text.replace("&amp;", "&")
    while "  " in text:
        text = text.replace("  ", " ")
    lines = _parted(text)
    return [line.replace(_HELD, " ") for line in lines] if lines and _HELD in text else lines


def _marked(html: str) -> str | None:
    """The text with a mark for each tag; None where that cannot be told without the blocks."""
    pieces = _TAG.split(html.replace("\n", " ").replace("\t", " "))
    try:
        pieces[1::2] = [_MARKS[tag] for tag in pieces[1::2]]
        return "".join(pieces)
    except KeyError:
        with suppress(KeyError, IndexError):
            return _walked(html)
    return None


def _walked(html: str) -> str:
    """The same where what a tag comes to depends on the tags before it: in numbered lists, preformatted text,
    superscripts and quotation marks. Raises KeyError or IndexError where it takes the blocks.
    """
    pieces = _TAG.split(html)
    if "<ol " in html:
        raise KeyError("numbers")
    made = [collapsed(pieces[0])]
    numbers: list[int | None] = []  # the last number of each open list, None for bullets
    raised = kept = items = 0  # superscripts, preformatted texts and list items that are open
    for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
        items += _ITEMS.get(tag, 0)
        if items and kept:
            raise KeyError("where the item begins")
        match tag:
            case "ol" | "ul":
                numbers.append(0 if tag == "ol" else None)
                mark = "\n"
            case "/ol" | "/ul":
                if (numbers.pop() is None) is (tag == "/ol"):
                    raise KeyError(tag)
                mark = f"\n{_BULLET_END}\n"
            case "li" if numbers and numbers[-1] is not None:
                numbers[-1] += 1
                mark = f"\n{_BULLET}{numbers[-1]}. \n"
            case "pre" | "/pre":
                kept += 1 if tag == "pre" else -1
                mark = "\n"
            case "sup" | "/sup":
                raised += 1 if tag == "sup" else -1
                mark = ""
            case "q":
                mark = "„"
            case "/q":
                if not made[-1] or made[-1][-1] in " \n":
                    raise KeyError("a space that goes")
                mark = "“"
            case _:
                mark = _MARKS[tag]
        if kept:
            text = text.replace("\t", "    ").replace(" ", _HELD)
        else:
            text = text.translate(SUPERSCRIPT) if raised and EXPONENT.fullmatch(text) else collapsed(text)
        made += [mark, text]
    if kept or raised or numbers:
        raise KeyError("an element without its end")
    return "".join(made)


def _parted(text: str) -> list[str] | None:
    """The lines of a text with marks; None where a bullet has not found its line."""
    if _BULLET_END not in text and _HEADING not in text:
        return [words for line in text.split("\n") if (words := line.strip(" ")) and not words.isspace()]
    lines = []
    bullet, headings = "", 0  # how many are open
    for line in text.split("\n"):
        first = line[:1]
        if first > _HEADING_END or not first:
            if words := line.strip(" "):
                if words.strip():
                    lines.append(bullet + words)
                    bullet = ""
                elif bullet:
                    return None
        elif first == _BULLET:
            bullet = line[1:]
        elif first == _BULLET_END:
            bullet = ""
        else:
            headings += 1 if first == _HEADING else -1
        if bullet and headings:  # the bullet belongs to what follows the heading
            return None
    return lines
