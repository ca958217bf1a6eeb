"""Takes secrets out of what is recorded: header fields, tokens in addresses, and wherever a server repeats them. Pure.

What cannot be known for a secret stays: a token that is part of a path, a cookie in the text of a page.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, unquote_plus

from ticker.model import Validators
from ticker.tape.model import Take

Fields = Sequence[tuple[str, str]]

MARK = "REDACTED"
"""Stands for a secret, with a number: the same one for the same secret, so that addresses stay apart."""

# What the fetch itself says. All other fields of a question come from the settings and may be secret.
_OPEN_IN_QUESTIONS = frozenset(
    {"host", "accept", "accept-encoding", "a-im", "connection", "if-none-match", "if-modified-since"}
)
_SECRET_IN_ANSWERS = frozenset(
    {"set-cookie", "set-cookie2", "authentication-info", "proxy-authentication-info", "www-authenticate"}
)
_SECRET_NAMES = re.compile(
    r"token|secret|passw|passphrase|pwd|signature|api[_.-]?key|auth|session|credential|jwt|hmac"
    r"|^(?:key|pass|sig|sid|hash|code|pin|user|username|login|email)$",
    re.IGNORECASE,
)
_RANDOM = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_-]{24,}")
_PARAMETER = re.compile(r"([?&;]|&amp;)([^=&;#]+)=([^&;#\s\"'<>]*)")
_LEAST = 6  # characters: what is shorter would be found by chance


class Redactor:
    """Remembers the secrets that it has met, and knows them again in answers."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def url(self, url: str) -> str:
        """The address without secrets that are known and without the values of parameters that look like some."""
        return self._text(url)

    def question(self, fields: Fields) -> list[tuple[str, str]]:
        """The header fields of a question with the secret ones blackened."""
        return [(name, value if self._open(name, value) else self._mark_field(value)) for name, value in fields]

    def take(self, take: Take) -> Take:
        """A take without secrets; its question was looked at before, so that these are known."""
        url = self.url(take.url)
        headers = tuple(
            (name, MARK if name.lower() in _SECRET_IN_ANSWERS else self._text(value)) for name, value in take.headers
        )
        etag, modified = take.request.etag, take.request.last_modified
        asked = Validators(etag and self._text(etag), modified and self._text(modified))
        return replace(take, url=url, request=asked, headers=headers, detail=self._text(take.detail))

    def is_in(self, body: bytes) -> bool:
        """Whether a secret that is known stands in the (decoded) body."""
        return any(form.encode() in body for form, _mark in self._known())

    def body(self, body: bytes) -> bytes:
        """The (decoded) body without the secrets that are known."""
        for form, mark in self._known():
            body = body.replace(form.encode(), mark.encode())
        return body

    def _text(self, text: str) -> str:
        text = _PARAMETER.sub(self._parameter, text)
        for form, mark in self._known():
            text = text.replace(form, mark)
        return text

    def _known(self) -> list[tuple[str, str]]:
        """Each spelling of each secret with its mark, the longest first: one may be a part of another."""
        spelled = {form: mark for secret, mark in self._marks.items() for form in _forms(secret)}
        return sorted(spelled.items(), key=lambda pair: -len(pair[0]))

    def _parameter(self, match: re.Match[str]) -> str:
        before, name, value = match.groups()
        if not value or not (_SECRET_NAMES.search(unquote_plus(name)) or _RANDOM.fullmatch(value)):
            return match[0]
        return f"{before}{name}={self._mark(value)}"

    @staticmethod
    def _open(name: str, value: str) -> bool:
        return name.lower() in _OPEN_IN_QUESTIONS or (name.lower() == "user-agent" and value.startswith("ticker/"))

    def _mark_field(self, value: str) -> str:
        """Blacken a field, and remember what is in it: the value, its last word (`Bearer …`), a password."""
        scheme, _space, last = value.rpartition(" ")
        for secret in dict.fromkeys((value, last)):
            self._mark(secret)
        if scheme.lower() == "basic":
            with suppress(ValueError):  # no Base64, or no UTF-8 in it
                self._mark(b64decode(last, validate=True).decode().partition(":")[2])
        return MARK

    def _mark(self, secret: str) -> str:
        if secret.startswith(MARK):
            return secret
        if len(secret) < _LEAST:
            return MARK
        return self._marks.setdefault(secret, f"{MARK}-{len(self._marks) + 1}")


def _forms(secret: str) -> Iterable[str]:
    """How a secret may be spelled: as it is, and as it stands in an address."""
    return dict.fromkeys((secret, unquote_plus(secret), quote(secret, safe="")))
