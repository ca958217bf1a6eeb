"""News agencies and authors' short signs, as credits name them: "dpa", "AFP/dpa", "nak/dpa", "dpa/lby"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ticker.text.anatomy.vocabulary import wordset

# By the way they are written; services of one agency ("dpa/lby", "dpa-infocom") count as the agency.
_WRITTEN = """
dpa=dpa dpa-infocom=dpa dpa-tmn=dpa dpa-afx=dpa-AFX afp=AFP reuters=Reuters rtr=Reuters ap=AP epd=epd kna=KNA sid=SID
apa=APA apa-ots=APA-OTS sda=sda keystone-sda=Keystone-SDA keystone-ats=Keystone-SDA awp=AWP dts=dts ots=ots dapd=dapd
ddp=ddp dpad=dapd ansa=ANSA tass=TASS itar-tass=TASS interfax=Interfax bloomberg=Bloomberg xinhua=Xinhua kyodo=Kyodo
efe=EFE anp=ANP belga=Belga mti=MTI pap=PAP ctk=ČTK čtk=ČTK ritzau=Ritzau ntb=NTB ukrinform=Ukrinform unian=Unian
anadolu=Anadolu irna=IRNA kathpress=Kathpress kap=Kathpress teleschau=teleschau spot=spot sp-x=SP-X newsaktuell=ots
upi=UPI cnn=CNN lsw=dpa lby=dpa dj=Dow-Jones djn=Dow-Jones swissinfo=Swissinfo idea=idea hina=HINA sta=STA tanjug=Tanjug
"""
_AGENCIES = {written: name for written, _, name in (pair.partition("=") for pair in _WRITTEN.split())}
_LONG = {
    "dts nachrichtenagentur": "dts",
    "deutsche presse-agentur": "dpa",
    "dpa nachrichtenagentur": "dpa",
    "europa press": "Europa Press",
    "dow jones newswires": "Dow-Jones",
    "dow jones": "Dow-Jones",
    "evangelischer pressedienst": "epd",
    "agence france-presse": "AFP",
    "associated press": "AP",
    "austria presse agentur": "APA",
    "schweizerische depeschenagentur": "sda",
    "spot on news": "spot on news",
    "news aktuell": "ots",
}
# Agencies that are also a word or a usual short sign: alone they prove nothing.
_WEAK = wordset("spot idea lsw lby sta kap cnn dj pap ap")
_SIGN = re.compile(r"[a-zäöüß]{1,5}\.?|[A-Z]{2,4}|[a-z]{2,8}\.(?:de|at|ch|com)")
_PARTING = re.compile(r"\s*(?:[/,;+&|]|\bund\b|\bu\.)\s*")
# Words that stand where a short sign would, and are none.
_WORDS = wordset(
    "ab als am an auf aus bei bis da das der die ein er es für ganz gut ich ihm im in ist ja je jetzt links mit "
    "nach nein neu nicht noch nur ob oben oder rechts sic sie so und unten von vor was wer wie wir wo zu zum zur "
    "sieht nun live mehr hier top km kg uhr euro st vs cm mm ca evtl etc usw"
)


class Credit(NamedTuple):
    """Agencies by their own writing, and the short signs beside them."""

    agencies: tuple[str, ...]
    signs: tuple[str, ...]


def agency(text: str) -> str | None:
    """The agency of that name, None where it is none."""
    name = text.strip().casefold()
    return _AGENCIES.get(name) or _LONG.get(name)


def credit(text: str) -> Credit | None:
    """What a credit names, "nak/dpa" or "dpa, AFP"; None where any of it is neither an agency nor a short sign."""
    text = text.strip().removesuffix(".")
    if len(text) > 80:
        return None
    agencies: list[str] = []
    signs: list[str] = []
    for item in _PARTING.split(text):
        if (name := agency(item)) and not (item.islower() and item in _WEAK and not agencies):
            agencies.append(name)
        elif _SIGN.fullmatch(item) and item.casefold() not in _WORDS:
            signs.append(item)
        else:
            return None
    return Credit(tuple(dict.fromkeys(agencies)), tuple(signs)) if agencies or signs else None


def is_sign(text: str) -> bool:
    """Whether it is an author's short sign of two to four small letters ("nak")."""
    return bool(re.fullmatch("[a-zäöü]{2,4}", text)) and text not in _WORDS
