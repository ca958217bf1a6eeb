"""Links without what only tracks where a reader came from."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

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


def untracked(url: str) -> str:
    """The address without the parameters that only track where a reader came from, else as it is written."""
    page, hash_, fragment = url.partition("#")
    place, _, query = page.partition("?")
    if not any(map(_tracks, query.split("&"))):
        return url
    kept = _without_trackers(query)
    return f"{place}?{kept}{hash_}{fragment}" if kept else f"{place}{hash_}{fragment}"


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
    query = _without_trackers(parts.query)
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", netloc, parts.path or "/", query, fragment))


def _without_trackers(query: str) -> str:
    return "&".join(field for field in query.split("&") if not _tracks(field))


def _tracks(field: str) -> bool:
    name = field.partition("=")[0].lower()
    return name in _TRACKERS or name.startswith(_TRACKER_PREFIXES)
