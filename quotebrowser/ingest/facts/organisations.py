"""Who is no person: wire agencies, and what newspapers, companies and offices call themselves.

One rule guards it: a word is listed only where hardly anybody bears it as a name.
"""

import re
from typing import Final

from quotebrowser.text.folding import fold
from quotebrowser.text.words import word_list

_AGENCIES: Final = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "agence france presse": "Agence France-Presse",
    "dpa": "dpa",
    "apa": "APA",
    "sda": "Keystone-SDA",
    "keystone-sda": "Keystone-SDA",
    "sid": "SID",
    "kna": "KNA",
    "epd": "epd",
    "efe": "EFE",
    "ansa": "ANSA",
    "belga": "Belga",
    "anp": "ANP",
    "ntb": "NTB",
    "ritzau": "Ritzau",
    "upi": "United Press International",
    "united press international": "United Press International",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "yonhap": "Yonhap",
    "pti": "Press Trust of India",
    "press trust of india": "Press Trust of India",
    "ians": "IANS",
    "aap": "Australian Associated Press",
    "canadian press": "The Canadian Press",
    "pa media": "PA Media",
    "press association": "PA Media",
    "europa press": "Europa Press",
}
"""Wire agencies as bylines print them, and their names."""
_ALWAYS: Final = frozenset(
    word_list("""
    news newspaper newspapers newspress media medien tv radio tribune gazette magazine zeitung
    nachrichten agency agence agentur university universität institute institut network broadcasting
    corporation company ministry government association foundation stiftung online digital daily weekly
    verlag gmbh inc ltd services times community international group club council committee
    newsletter project organization organisation partners productions entertainment
    business insider lifestyle sport sports shopping
    """)
)
"""A name with one of these is an organisation's."""
_BESIDE: Final = frozenset(
    word_list("""
    post herald journal press chronicle mail star standard guardian globe express mirror observer
    examiner record review courier register bild service
    """)
)
"""Surnames too: an organisation's only where a person is named before it."""
_PLACES: Final = frozenset([
    "new york", "los angeles", "san francisco", "san diego", "las vegas", "hong kong", "tel aviv",
    "buenos aires", "são paulo", "sao paulo", "rio de janeiro", "new delhi", "mexico city", "cape town",
    "st petersburg", "st louis", "st. petersburg", "st. louis", "kuala lumpur", "abu dhabi",
    "addis ababa", "sri lanka", "south africa", "saudi arabia", "united kingdom", "united states",
    "new zealand", "west bank", "east jerusalem", "new orleans", "san antonio", "salt lake city",
    "el paso", "santa fe", "puerto rico", "costa rica", "el salvador", "north korea", "south korea",
    "den haag", "ho chi minh city", "phnom penh", "santo domingo", "frankfurt am main", "washington dc",
    "white house", "capitol hill", "port moresby", "great britain", "kansas city", "san jose",
])  # fmt: skip
"""Places of two words, which bylines print as they print names."""


def wire_agency(name: str) -> str:
    """The name of the wire agency that bylines print as `name`; empty if it is not one."""
    known = name.strip(" .()").lower().removeprefix("the ")
    return _AGENCIES.get(known, "") or _AGENCIES.get(re.sub(r"\Aagen(?:ce|cia|zia|tur|cja)\s", "", known), "")


def name_key(name: str) -> str:
    """The key under which two spellings are one outlet: letters and digits alone, no article before them."""
    return re.sub(r"[\W_]+", "", re.sub(r"\A(?:the|der|die|das|le|la|el|il)\s", "", fold(name)))


def is_organisation(name: str, *, beside: bool = False) -> bool:
    """Whether a name is by its words no person's.

    Args:
        name: of a person or not.
        beside: whether a person is named before it.
    """
    words = [word.strip(".,").lower() for word in name.split()]
    return any(word in _ALWAYS or (beside and word in _BESIDE) for word in words)


def is_place(name: str) -> bool:
    """Whether a name of two words or more is a place's."""
    return name.lower() in _PLACES
