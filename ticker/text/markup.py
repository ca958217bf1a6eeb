"""HTML of feeds: cleaned for keeping, as plain text, and what of it hides in titles."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from ticker.text import links
from ticker.text.block_reader import blocks
from ticker.text.blocks import BlockKind
from ticker.text.lines import simple_lines
from ticker.text.sanitise import one_line, sanitise

if TYPE_CHECKING:
    from nh3 import Cleaner, UrlRelative


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Kept elements. The containers among them (div, section …) part paragraphs, so they stay.
_TAGS = _names(
    "a abbr address article aside b blockquote br caption center cite code dd del details div dl dt em figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section small strike "
    "strong sub summary sup table tbody td tfoot th thead time tr tt u ul var"
)
_UNREAD = _names(
    "audio button canvas embed head iframe math noembed noframes object script select style svg template textarea "
    "title video"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "q": {"cite"},
    "time": {"datetime"},
}

_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_TRACKING = re.compile(r' (?:width|height)="\s*[01](?:px)?\s*"')

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(\s[^<>]*|/)?>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# For many tags html5ever walks up all open elements, so depth costs time squared; so do character references.
# Real pages stay below a depth of 60.
_MAX_DEPTH = 200
_MAX_REFERENCES = 50_000
_TAG_START = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_VOID = _names("area base br col embed hr img input link meta source track wbr")
_FLAT = _VOID | _names("dd dt li option p tbody td th thead tr")  # the next of them closes the one before

_TITLE_BREAKS = _names("br div h1 h2 h3 h4 h5 h6 li p")
_TITLE_TAGS = _TITLE_BREAKS | _names("a abbr b big cite code em font i img mark q s small span strong sub sup tt u wbr")
_TITLE_ROUNDS = 3
_LONGEST_LABEL = 100


def clean(html: str, base: str | None) -> str:
    """The HTML with allowed elements only, well-formed and sanitised.

    Scripts, styles, frames, forms and tracking pixels are gone with their content, other unknown elements without
    it. Links and images are absolute http(s) or mailto addresses, made so against `base` (the address of the
    document); where they cannot be, the text of the link stays. What would take seconds to clean (elements nested
    200 deep, 50,000 character references) is kept as text without tags. Character references in the result are
    still to be decoded: whoever does that sanitises again, as `blocks` and `plain` do.
    """
    if html.count("&") > _MAX_REFERENCES or _too_deep(html):
        return sanitise(_TAG.sub(" ", html).replace("<", "&lt;"))
    cleaned = _cleaner(base).clean(html)
    return sanitise(_IMAGE.sub(_seen_image, cleaned) if "<img" in cleaned else cleaned)


def plain(html: str) -> str:
    """Cleaned HTML as plain text: each paragraph, table row, caption and list item ("• …", "1. …") on its own line.

    Entities are decoded and the result is sanitised; there are no empty lines. A text that is no HTML comes through
    as it is, with its white space collapsed.
    """
    return _plain(sanitise(html))


def clean_and_plain(html: str, base: str | None) -> tuple[str, str]:
    """What `clean` gives, and that as plain text."""
    cleaned = clean(html, base)
    return cleaned, _plain(cleaned)


def _plain(html: str) -> str:
    lines = simple_lines(html)
    return sanitise("\n".join(_lines(html) if lines is None else lines))


def _lines(html: str) -> list[str]:
    lines = []
    for block in blocks(html):
        text = "".join(span.text for span in block.spans)
        if block.kind is BlockKind.IMAGE and text == block.alt:
            continue
        if block.kind is BlockKind.LIST_ITEM:
            text = f"• {text}" if block.ordinal is None else f"{block.ordinal}. {text}"
        lines += [line for line in text.split("\n") if line.strip()]
    return lines


def has_markup(text: str) -> bool:
    """Whether the text holds anything that looks like a tag or a comment."""
    return _TAG.search(text) is not None or "<!--" in text


def decode_entities(text: str) -> str:
    """The text with its character references decoded, but only those that end in a semicolon.

    So "AT&T" and "?a=1&copy=2" stay. Not sanitised: `&#27;` is a control character afterwards.
    """
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def title_text(raw: str) -> str:
    """A title as one line of plain text, whether it came as text, as HTML or as HTML escaped once or twice.

    Up to three times over, entities are decoded and tags are taken out. Tags count as markup only if all of them
    are common ones and each is closed, has attributes, or is a `<br>` right behind a word: in "Was ist <br>?",
    "a <b und c> d" and "<b> oder <strong>" they are the subject, and every one stays as written.
    """
    if "<" not in raw and "&" not in raw:
        return one_line(raw)
    text = raw
    for _ in range(_TITLE_ROUNDS):
        decoded = decode_entities(_without_markup(text))
        if decoded == text:
            break
        text = decoded
    return one_line(text)


def label_text(raw: str) -> str:
    """The same of an author or a category: short texts that come again and again."""
    return _label_text(raw) if len(raw) <= _LONGEST_LABEL else title_text(raw)


_label_text = lru_cache(maxsize=4096)(title_text)


@lru_cache(maxsize=64)
def _cleaner(base: str | None) -> Cleaner:
    """The cleaner for documents at `base`; making it costs as much as cleaning a paragraph."""
    usable = links.absolute(base) if base else None
    if usable and not usable.startswith("mailto:"):
        try:
            return _cleaner_with(("rewrite_with_base", usable))
        except ValueError:  # nh3 is stricter about addresses than urllib
            pass
    return _cleaner_with("deny")


def _cleaner_with(relative: UrlRelative) -> Cleaner:
    import nh3  # only whoever parses feeds needs it

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_UNREAD,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative=relative,
        link_rel=None,
    )


def _seen_image(match: re.Match[str]) -> str:
    """The image tag, or nothing for one without an address and for a tracking pixel (0 or 1 pixels wide or high)."""
    attributes = match[1]
    return match[0] if ' src="' in attributes and not _TRACKING.search(attributes) else ""


def _too_deep(html: str) -> bool:
    """Whether so many elements are open at once that cleaning would take seconds."""
    if html.count("<") - html.count("</") <= _MAX_DEPTH:
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for slash, name in _TAG_START.findall(html):
        name = name.lower()
        if name in _FLAT:
            continue
        if not slash:
            opened[name] += 1
            depth += 1
            if depth > _MAX_DEPTH:
                return True
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return False


def _without_markup(text: str) -> str:
    """The text without its tags if they are markup, else unchanged."""
    if "<" not in text:
        return text
    opened: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        slash, name, rest = tag[1], tag[2].lower(), tag[3]
        if name not in _TITLE_TAGS:
            return text
        if name in _VOID:
            behind_word = name == "br" and re.match(r"[\w.,:;!?)]", text[tag.start() - 1 : tag.start()])
            if not (rest or behind_word):
                return text
        elif slash and not opened[name]:
            return text
        else:
            opened[name] += -1 if slash else 1
    if any(opened.values()):
        return text
    return _TAG.sub(lambda tag: " " if tag[2].lower() in _TITLE_BREAKS else "", text)
