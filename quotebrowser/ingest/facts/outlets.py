"""What an outlet is called, of all that a page and its makers call it.

One rule guards it: a name stands for a newspaper that readers know by it. An address, a slogan, a section,
the company behind it, the agency that delivered the text or the program that runs the site is not its name;
where nothing else is said, the outlet is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotebrowser.ingest.facts.organisations import name_key, wire_agency
from quotebrowser.model import Fact, Provenance
from quotebrowser.text.folding import fold
from quotebrowser.text.words import word_list

_ENOUGH: Final = 2.0
"""The least weight of a name: a site's own title may give it alone, a line of copyright only where the host
has the same letters."""
_HOST: Final = 3.0
"""For a name that shares its letters with the host."""
_COMPANY: Final = 0.5
"""Of the weight of a name that has the form of a company's or a domain's."""
_LEGAL_NAME: Final = 0.7
"""Of the weight of a name from which a legal form was cut."""
_LONGEST: Final = 60
_LONGEST_NAMING: Final = 300
_MOST_WORDS: Final = 7
_SURE: Final = 6.0
_STATED: Final = 0.95
_AGREED: Final = 0.99
_GUESSED: Final = 0.8

_ADDRESS: Final = re.compile(r"(?:https?:)?//|www\d?\.|@|\A[^\s/]{1,80}/", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"([\w-]{2,40})((?:\.[\w-]{2,20}){1,3})\Z")
_SEPARATOR: Final = re.compile(r"\s?[|｜•»·]\s?|\s[-–—:/]{1,2}\s|--|:\s")
_LEGAL: Final = re.compile(
    r"(?:,|\s)\s?(?:gmbh|kgaa|ohg|mbh|e\.\s?v\.|ltd|limited|llc|llp|inc|corp|corporation|plc|pty|co\."
    r"|(?-i:AG|SE|KG|AB|BV|NV)|s\.\s?a\.?(?:\s?s\.?)?|s\.\s?l\.?(?:\s?u\.?)?|s\.\s?p\.\s?a\.?|s\.\s?r\.\s?l\.?|(?-i:SAS|SARL|SpA|Srl|ASA)"
    r"|b\.v\.|n\.v\.|a/s|aps|oyj?|sp\.\s?z\s?o\.\s?o\.?|d\.\s?o\.\s?o\.?|a\.\s?s\.?|s\.\s?r\.\s?o\.?|a\.\s?ş\.?|kft"
    r"|zrt)"
    r"(?![\w/])[\s.]{0,3}(?:[,&(].*|\Z)"
    r"|\A(?:зао|ооо|ао|оао|пао|тов|pt)\s|,\s?(?:a|an|die|eine?)\s[a-zà-ÿ].*\Z",
    re.IGNORECASE,
)
"""Legal forms, with what stands behind them."""
_COMPANY_WORD: Final = re.compile(
    r"\b(?:verlags?|verlagsgesellschaft|mediengruppe|medieh\w+|media (?:group|network|company|corp\w*)"
    r"|networks?|publishing|publications|publishers?|holdings?|groupe?|grupo|gruppe|gruppo|editoriale?"
    r"|éditions|editora|enterprises|digital|newspapers|communications|productions|rights reserved|редакция)\b"
    r"|\bmedi[ae]n?\Z",
    re.IGNORECASE,
)
_PROGRAMS: Final = frozenset(
    word_list("""
    blogger blogspot wordpress hosted joomla drupal wix squarespace typepad ghost medium substack
    facebook twitter x instagram youtube linkedin google googlenews applenews amp mysite mywebsite
    website webseite site blog app msn yahoo html index untitled none null undefined
    """)
)
_SECTIONS: Final = frozenset(
    word_list("""
    news latestnews breakingnews worldnews uknews usnews world us uk national local politics sports
    sport business health opinion opinions editorial culture arts entertainment lifestyle science
    technology tech travel food money home homepage article articles story stories features video videos
    live europe africa asia nachrichten politik wirtschaft kultur wissen panorama startseite sportnews
    region actualites actualite politique economie societe monde accueil noticias politica economia
    sociedad deportes portada inicio notizie cronaca mondo esteri nieuws binnenland buitenland nyheter
    nyheder forsiden indland udland erhverv danmark новости главная kultura polska swiat wiadomosci
    gundem haber haberler english
    """)
)
"""What sites print where others have their name, folded to letters."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})
_STROKES: Final = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})
_GENERAL_LABELS: Final = frozenset(
    ["www", "m", "amp", "co", "com", "org", "net", "gov", "edu", "ac", "mobile", "edition"]
)
_FEWEST_INSIDE: Final = 4
"""Letters of a host that may stand anywhere in a name."""
_FEWEST_WITHIN: Final = 3
"""Letters of a name that may stand at an end of a host."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that something on a page gives its outlet."""

    name: str
    """As written."""
    weight: float
    """How often such a source is right."""
    provenance: Provenance
    """Where it stands."""


def outlet_of(namings: Iterable[Naming], host: str) -> Fact | None:
    """The outlet that `namings` name, weighed; None if no name is one.

    Args:
        namings: all names, with the weights of their sources.
        host: of the page's address; empty if that is not known.
    """
    weights: dict[str, float] = defaultdict(float)
    forms: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        name, factor = _cleaned(naming.name, host)
        if name:
            key = name_key(name)
            weights[key] += factor * naming.weight
            forms[key].append(Naming(name, factor * naming.weight, naming.provenance))
    for key, given in forms.items():
        weights[key] += _HOST * is_of_host(given[0].name, host)
    best = max(weights, key=lambda key: weights[key], default="")
    if not best or weights[best] < _ENOUGH:
        return None
    first = max(forms[best], key=lambda form: form.weight)
    if first.provenance is Provenance.PRINTED:
        return Fact(first.name, Provenance.PRINTED, _GUESSED)
    return Fact(first.name, first.provenance, _AGREED if weights[best] > _SURE else _STATED)


def host_of(url: str) -> str:
    """The host of an address; empty if it is none."""
    found = re.match(r"https?://(?:www\.)?([^/:?#]{1,253})", url)
    return found[1].lower() if found else ""


def is_of_host(name: str, host: str) -> bool:
    """Whether a name and a host share their letters, as `The Example Herald` and `exampleherald.com`."""
    labels = [
        label.replace("-", "") for label in host.lower().split(".")[:-1] if label not in _GENERAL_LABELS
    ]
    return any(_shares(words, label) for words in _spellings(name) for label in labels if label)


def is_address(name: str) -> bool:
    """Whether a name is a web address or a domain."""
    found = _DOMAIN.match(name)
    return bool(_ADDRESS.search(name) or (found and not found[2].rsplit(".", 1)[-1].isdigit()))


def _spellings(name: str) -> Iterable[list[str]]:
    lowered = name.casefold()
    for table in (_STROKES, _UMLAUTS):
        yield re.findall(r"\w+", fold(lowered.translate(table)))


def _shares(words: list[str], label: str) -> bool:
    own = "".join(words)
    initials = "".join(word[0] for word in words)
    short = own.removeprefix("the")
    return bool(own) and (
        label in (own, short)
        or (len(label) >= _FEWEST_INSIDE and label in own)
        or (len(short) >= _FEWEST_WITHIN and (label.startswith(short) or label.endswith(short)))
        or (len(label) >= _FEWEST_WITHIN and short.startswith(label))
        or (len(words) > 1 and len(initials) > 1 and label in (initials, initials.removeprefix("t")))
        or (len(initials) >= _FEWEST_WITHIN and label.startswith(initials))
    )


def _cleaned(raw: str, host: str) -> tuple[str, float]:
    """The name in what a source gives, empty if there is none, and how much of its weight is left."""
    name = " ".join(raw[:_LONGEST_NAMING].split()).strip(" \"'“”«»„|-–—·•*.,;:")
    if name.endswith(("U.S", "U.K")):
        return "", 0
    short = _LEGAL.sub("", name).strip(" ,.\"“”«»'")
    factor = _COMPANY if _COMPANY_WORD.search(name) else _LEGAL_NAME if short != name else 1.0
    named = [_of_domain(part.strip()) for part in _SEPARATOR.split(short)]
    if is_address(short):
        factor *= _COMPANY
    parts = [part for part in named if part and _may_be_name(part, host)]
    whole = short if len(named) == 1 else ""
    name = whole and next(iter(parts), "")
    name = name or next((part for part in parts if is_of_host(part, host)), next(iter(parts), ""))
    if name.startswith("the "):
        name = f"The {name[4:]}"
    return name, factor


def _of_domain(name: str) -> str:
    """A name without the end of a domain, as `NPR.org`; empty if it is an address in small letters."""
    found = _DOMAIN.match(name)
    if found is None or not is_address(name):
        return "" if is_address(name) else name
    return found[1] if found[1] != found[1].lower() and found[1].lower() != "www" else ""


def _may_be_name(name: str, host: str) -> bool:
    key = name_key(name)
    if not key or not any(map(str.isalpha, key)) or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        return False
    if key in _PROGRAMS or key in _SECTIONS or wire_agency(name):
        return is_of_host(name, host)
    return True
