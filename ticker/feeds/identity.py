"""Which entries of a feed are the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from ticker.model import EntryData

_TRACKERS = frozenset(
    [
        "at_campaign",
        "at_channel",
        "at_creation",
        "at_custom1",
        "at_custom2",
        "at_custom3",
        "at_custom4",
        "at_emailtype",
        "at_format",
        "at_link",
        "at_link_id",
        "at_link_origin",
        "at_link_type",
        "at_medium",
        "at_network",
        "at_ptr_name",
        "at_recipient_id",
        "at_variant",
        "cmpid",
        "dclid",
        "fb_action_ids",
        "fb_action_types",
        "fbclid",
        "from_rss",
        "gclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "msclkid",
        "ns_campaign",
        "ns_linkname",
        "ns_mchannel",
        "ns_source",
        "ocid",
        "wt_mc",
        "wt_mc_o",
        "wt_zmc",
        "xtor",
        "yclid",
    ]
)
_TRACKER_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "wt.")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def normalise_link(url: str) -> str:
    """The link in the form in which two spellings of one address are equal; only to compare, never to open.

    http is taken as https, scheme and host are in lower case, the default port, the parameters that only track where
    a reader came from, and the fragment are gone (but for `#!…`, which names a page of its own). What is no web
    address stays as it is.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    port = _DEFAULT_PORTS.get(parts.scheme)
    if port is None or not parts.netloc:
        return url
    user, at, host = parts.netloc.rpartition("@")
    netloc = f"{user}{at}{host.lower().removesuffix(port)}"
    query = "&".join(field for field in parts.query.split("&") if not _tracks(field))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", netloc, parts.path or "/", query, fragment))


def entry_id(guid: str | None, link: str | None, title: str | None, content: str | None) -> str:
    """What an entry is known by in its feed: its guid, else its normalised link, else "sha256:…" of its text."""
    if guid:
        return guid
    if link:
        return normalise_link(link)
    return f"sha256:{_digest(title, content)}"


def distinct(entries: Sequence[EntryData]) -> tuple[EntryData, ...]:
    """The entries, each with an id of its own, without exact repeats (same id, link and text; the first is kept).

    An id that stands for several entries stands for none of them: each is then known by the id and its normalised
    link, and where that is shared too, by a hash of its text as well. So the ids do not depend on the order.
    """
    if len({entry.id for entry in entries}) == len(entries):
        return tuple(entries)
    unique: dict[tuple[str | None, ...], EntryData] = {}
    for entry in entries:
        place = normalise_link(entry.link) if entry.link else None
        unique.setdefault((entry.id, place, entry.title, entry.summary, entry.content), entry)
    told_apart = _renamed(_renamed(unique.values(), _with_link), _with_hash)
    return tuple({entry.id: entry for entry in told_apart}.values())


def _renamed(entries: Iterable[EntryData], rename: Callable[[EntryData], str]) -> list[EntryData]:
    """The entries, those renamed that share their id with another."""
    listed = list(entries)
    count = Counter(entry.id for entry in listed)
    return [entry if count[entry.id] == 1 else replace(entry, id=rename(entry)) for entry in listed]


def _with_link(entry: EntryData) -> str:
    return f"{entry.id} {normalise_link(entry.link)}" if entry.link else entry.id


def _with_hash(entry: EntryData) -> str:
    place = normalise_link(entry.link) if entry.link else None
    return f"{entry.id} sha256:{_digest(entry.title, entry.summary, entry.content, place)}"


def _tracks(field: str) -> bool:
    name = field.partition("=")[0].lower()
    return name in _TRACKERS or name.startswith(_TRACKER_PREFIXES)


def _digest(*texts: str | None) -> str:
    joined = "\0".join(text or "" for text in texts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
