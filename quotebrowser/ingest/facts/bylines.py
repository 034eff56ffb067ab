"""Lines that say who wrote an article.

One rule guards it: a line is a byline only when all of it is understood. `By Friday Morning` and a sentence
that begins with By are none; what stands beside the names (agencies, roles, places, the day) never becomes an
author, and nor does the name of an account.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from quotebrowser.ingest.facts.datelines import without_times
from quotebrowser.ingest.facts.organisations import is_organisation, is_place, name_key, wire_agency
from quotebrowser.ingest.facts.printed_dates import is_calendar_word
from quotebrowser.text.words import word_list

_LONGEST: Final = 160
_LONGEST_LITERAL: Final = 60
"""Characters of an author who is no person's name: organisations and pen names."""
_LONGEST_OPENING: Final = 24
"""Characters of the words before the names."""
_MOST_AUTHORS: Final = 20
_MOST_VALUES: Final = 100
_MOST_WORDS: Final = 5
_ROLES: Final = frozenset(
    word_list("""
    staff senior chief foreign political national special contributing associate former deputy managing
    executive assistant contributor contributors producer author correspondent correspondents
    reporter reporters writer writers editor editors columnist bureau desk team photographer analyst
    freelance freelancer newsroom editorial admin administrator webdesk staffs intern director anchor
    journalist redaktion redakteur redakteurin redakteure korrespondent korrespondentin reporterin
    chefredakteur chefredakteurin autor autorin gastautor gastbeitrag volontär volontärin
    redaktionsleiter ressortleiter experte expertin onlineredaktion newsdesk rechtsanwalt rédaction
    journaliste correspondant correspondante rédacteur rédactrice envoyé envoyée spécial redacción
    corresponsal redactor redactora periodista enviado enviada especial redazione giornalista inviato
    inviata redactie redacteur correspondente jornalista redaksjonen redaktör redaktionen toimitus
    toimittaja redakcja dziennikarz корреспондент редакция журналист 기자 特派员 記者 记者
    """)
)
_COLLECTIVE: Final = frozenset(
    ["team", "staff", "desk", "bureau", "newsroom", "editors", "writers", "reporters"]
)
"""What stands at the end of the names of groups."""
_NEVER: Final = frozenset(
    word_list("""
    follow view read more email see all posts post contact profile bio subscribe share twitter facebook
    instagram
    linkedin stories articles about latest newsletter photo photos image images getty credit courtesy video
    click here show hide comments mehr alle artikel profil folgen zum zur seite lire voir suivre ver más
    seguir
    perfil vedi leggi lees meer volg
    """)
)
"""What buttons and credits say; nobody is called so."""
_BEATS: Final = frozenset(
    word_list("""
    politics sports sport business health science tech technology culture arts crime education city world home
    features news digital investigative investigations data economics economy environment climate religion
    music film food travel us uk breaking local county courts military defense defence security legal white
    house washington moscow paris london berlin beijing brussels jerusalem europe africa asia middle east
    """)
)
"""What stands between a name and a role."""
_PARTICLES: Final = frozenset(
    word_list("""
    al bin da das de del della den der di do dos du el ibn la le ten ter van von vom y e i zu zum af av ap
    ’t 't 's abu bint
    """)
)
_BREAK: Final = re.compile(
    r"\s?[,;|/／·•、，；]\s?(?:(?:and|und|et)\s)?|\s[–—-]\s"
    r"|\s(?:and|&|with|und|mit|et|avec|con|och|og|en|met|и)\s|\s(?-i:y|e|i)\s(?=\S{2,40}\s\S)",
    re.IGNORECASE,
)
_KIND: Final = (
    r"(?:(?:an?\s)?(?:news\s)?"
    r"(?:analysis|opinion|review|reviewed|commentary|comment|column|essay|interview|report|story"
    r"|words|text|written|reporting|reported|posted|published|compiled|exclusive|feature|perspective|editorial"
    r"|created|submitted|guide|guest\s\w{1,12})\s)?"
)
_BY: Final = re.compile(
    rf"(?:{_KIND}(?-i:by|By|BY)"
    r"|(?-i:Von|VON|von|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|Af|Text|Texte|Texto|Testo|Tekst)"
    r"|authors?|autor(?:in|en|es)?|auteur|autore|ein beitrag von|geschrieben von|verfasst von"
    r"|propos recueillis par"
    r"|rédigé par|publié par|escrito por|publicado por|a cura di|geschreven door|автор|текст|作者|记者|記者)"
    r"(?:\s?[:：/／]\s?|\s)(?=\S)",
    re.IGNORECASE,
)
"""What bylines begin with, in the languages of Western Europe."""
_HELPERS: Final = re.compile(
    r"[\s(,;|/–—-]+"
    r"(?:(?:photo|photograph|picture|illustration|graphic|art|video|image|animation)\w{0,3}\s(?:by|from|:)"
    r"|(?:edit|translat|illustrat|photograph)\w{2,3}\sby|additional report\w{2,4}\sby|fotos?:|bilder:).*\Z",
    re.IGNORECASE,
)
"""Where the names of those begin who did not write the text."""
_MADE_BY: Final = re.compile(r"\A(?:[^\W\d_][\w-]{1,14}\s){1,2}(?:by|to)\s(?=[^\W\d_])")
"""Other words for what somebody wrote: `Recipe by`, `As told to`."""
_CREDIT: Final = re.compile(
    r"(?:(?:photo|picture|image|illustrat|graphic|video|edit|translat|sponsor|present|provid|power|produc|paid"
    r"|narrat|fact-check)\w{0,6}(?:\sfor)?\sby|foto\w{0,6}(?::|\s(?:von|by|di|de))|bild(?:er)?:)\s",
    re.IGNORECASE,
)
"""What stands before those who paid for a text, or did something else than write it."""
_WHO: Final = re.compile(
    r"\s(?:is|was|are|ist|est|es|è|has|covers|writes|reports|berichtet)\s.{0,200}\Z|\s?\([^()]{0,60}\)"
    r"|\s?[\w.+-]{1,60}@[\w.-]{1,60}|\s?https?://\S{1,200}|(?:\A|\s)@\w{1,60}"
)
"""What stands behind a name: who somebody is, how to reach them."""
_WHERE: Final = re.compile(
    r"(?:\A|\s)(?:(?:in|from|at|of|for|à|aus|pour|para|für|desde)\s(?:the\s)?[^\W\d_a-zà-ÿ].{0,60}"
    r"|special\sto\s.{0,60}|reports?)\Z"
)
"""Where somebody writes from, and for whom."""
_PRESS_ROLE: Final = re.compile(
    r"\b(?:(?:staff|senior|contributing|special)\s)?(?:reporters?|correspondents?|columnists?|journalists?|writers?|editors?)\b"
    r"|\b(?:redakteur|redaktor|redaktör|korrespondent|reporter|kolumnist|journalist)(?:in|en|e|er|a)?\b"
    r"|\b(?:journaliste|correspondante?|rédact(?:eur|rice)|periodista|corresponsal|redactora?|giornalista|inviat[oa]"
    r"|jornalista|correspondente|verslaggever|redacteur|journaliste|toimittaja|dziennikarka?|dziennikarz"
    r"|корреспондент|журналист)\b",
    re.IGNORECASE,
)
"""Who writes for a newspaper; whoever is so called under a headline wrote what stands below."""
_UNSEEN: Final = re.compile("[\u200b\u2060\ufeff]+")
_CASELESS: Final = re.compile(
    r"[\u3400-\u9fff\uac00-\ud7af]{2,4}|[\u30a0-\u30ff・\s]{4,20}"
    r"|[\u3400-\u9fff]{1,4}\s?[\u3041-\u30ff]{1,6}"
)
"""Names in scripts without capitals; in Japanese the given name may be in kana."""
_CASELESS_ROLE: Final = re.compile(r"\s?(?:인턴기자|기자|특파원|논설위원|記者|记者|特派員|文/|文／)\s?")
_CASELESS_BODY: Final = re.compile(
    r"(?:報導|报道|報道|電|讯|新聞|新闻|通信|日報|日报|時報|时报|社|部|뉴스|일보|신문|网|網)\Z"
)
"""Ends of what is no name in scripts without capitals."""
_DEGREES: Final = frozenset(["md", "phd", "esq", "obe", "mp", "cpa", "rn", "ma", "llm"])
_SUFFIXES: Final = frozenset(["jr", "sr", "ii", "iii", "iv"])
_GIVEN_MONTHS: Final = frozenset(
    ["april", "may", "june", "august", "jan", "mai", "mar", "juni", "julio", "avril"]
)
"""Months that are given names."""
_FEWEST: Final = 2
"""Words of a name: a given name and a surname."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article."""

    names: tuple[str, ...]
    """As printed, in order; empty where only an agency is named."""
    agency: str
    """Empty where none is named."""
    are_people: bool = False
    """Whether they have the form of people's names."""


def printed_byline(line: str, outlet: str = "") -> Byline | None:
    """Who `line` names, as in `By Ada Example and Bo Sample, Associated Press`; None if it is no byline.

    Args:
        line: on one line.
        outlet: who published the article, never an author beside a person.
    """
    line = _plain(line) if len(line) <= _LONGEST else ""
    opening = _BY.match(line)
    if opening is None:
        return None
    names: list[str] = []
    agency = ""
    for part in _parts(line[opening.end() :]):
        wire = wire_agency(part)
        name = _name_of(part)
        if wire:
            agency = agency or wire
        elif name and not (names and _is_beside(name, outlet)):
            names.append(name)
        elif not (names or agency) or not _is_aside(part, outlet):
            return None
    return Byline(tuple(dict.fromkeys(names)), agency, bool(names)) if names or agency else None


def opens_byline(line: str) -> bool:
    """Whether a line is the words alone that a byline begins with, as `By` above a name."""
    found = _BY.match(f"{line} x") if len(line) <= _LONGEST_OPENING else None
    return found is not None and found.end() == len(line) + 1


def signed(line: str, outlet: str = "") -> Byline | None:
    """Who signs a line that begins with a name and says that its bearer writes; None if it is another.

    As `Ada Example, Staff Writer`, `Ada Example | The Example Herald`, `Ada Example, Associated Press`.

    Args:
        line: on one line.
        outlet: who published the article; empty if that is not known.
    """
    line = _plain(line) if len(line) <= _LONGEST else ""
    parts = _parts(line)
    name = _name_of(parts[0]) if parts else ""
    if not name or _is_beside(name, outlet, first=True):
        return None
    found = printed_byline(f"By {line}", outlet)
    writes = _PRESS_ROLE.search(line) or any(
        wire_agency(part) or (outlet and name_key(part) == name_key(outlet)) for part in parts[1:]
    )
    return found if found and found.names and writes else None


def authors(
    values: Iterable[str],
    outlet: str = "",
    organisations: Collection[str] = (),
    described: Collection[str] = (),
) -> Byline:
    """Who wrote an article, of what a page or file names as its authors.

    `By`, what somebody is and where they write from are removed, and agencies are separated from people. A
    name that is not understood is taken as it stands, where no person is named: it may be an organisation.

    Args:
        values: as given, each with one name or several.
        outlet: who published the article; no author where people are named too.
        organisations: keys of names that are no people's.
        described: keys of names that are said to be people's, and are taken beside others that look so.
    """
    people: list[str] = []
    others: list[str] = []
    both: list[str] = []
    agency = ""
    for value in islice(values, _MOST_VALUES):
        line = _plain(value[: 4 * _LONGEST].replace("\n", " | "))[: 2 * _LONGEST]
        if line.startswith(("http://", "https://", "/", "@", "www.")):
            continue
        for piece in _parts(_without_by(line)):
            part = _without_by(piece)
            if _CREDIT.match(part):
                continue
            wire = wire_agency(part)
            agency = agency or wire
            name = "" if wire else _name_of(part) or _name_of(_MADE_BY.sub("", part))
            beside = _is_beside(name, outlet, first=not people)
            if name and name_key(name) not in organisations and not beside:
                people.append(name)
                both.append(name)
            elif not wire and not _is_role(part) and not _is_account(part) and len(part) <= _LONGEST_LITERAL:
                others.append(part)
                if name_key(part) in described and not _is_beside(part, outlet):
                    both.append(part)
    named = both if people else [name for name in others if any(map(str.isalpha, name))]
    return Byline(tuple(list(dict.fromkeys(named))[:_MOST_AUTHORS]), agency, bool(people))


def _without_by(line: str) -> str:
    """A line without the word that it begins with as a byline; `Gisela Von Braun` keeps hers."""
    opening = _BY.match(line)
    return line[opening.end() :] if opening else line


def _plain(line: str) -> str:
    """A line without the day, the time and what is not printed."""
    line = " ".join(_UNSEEN.sub(" | ", line).split())
    return without_times(line).strip(" ,;|/·•–—-*_")


def _parts(line: str) -> list[str]:
    """What stands between commas and conjunctions, without what is said of somebody."""
    line = _HELPERS.sub("", _WHO.sub("", line))
    found: list[str] = []
    for piece in _BREAK.split(line):
        part = piece.strip(" ,;|·•–—-:()[]〔〕【】（）")
        where = _WHERE.search(part)
        kept = part[: where.start()].strip() if where else part
        if where and len(kept.split()) < _FEWEST:
            kept = part if where.start() or not found else ""
        if found and kept.rstrip(".").lower() in _SUFFIXES:
            found[-1] += f" {kept}"
        elif kept and not (found and _is_degree(kept)):
            found.append(kept)
    return found


def _name_of(part: str) -> str:
    """The person's name that a part is, without the role before or behind it; empty if it is none."""
    bare = _CASELESS_ROLE.sub("", part)
    if _CASELESS.fullmatch(bare) and not _CASELESS_BODY.search(bare):
        return bare
    words = part.split()
    if not words or words[-1].lower() in _COLLECTIVE:
        return ""
    while len(words) > _FEWEST and _is_role(words[0]):
        del words[0]
    role = next((place for place, word in enumerate(words) if _is_role(word)), len(words))
    if _FEWEST <= role < len(words):
        words = words[:role]
        while len(words) > _FEWEST and words[-1].lower() in _BEATS:
            del words[-1]
    name = " ".join(words)
    return name if _is_name(words) and not is_place(name) and not is_organisation(name) else ""


def _is_beside(name: str, outlet: str, *, first: bool = False) -> bool:
    """Whether a name is no person's: an organisation's beside a person's, or the outlet's."""
    return is_organisation(name, beside=not first) or bool(outlet and name_key(name) == name_key(outlet))


def _is_aside(part: str, outlet: str) -> bool:
    """Whether a part of a byline says what, where or for whom somebody is."""
    return (
        _is_role(part)
        or is_place(part)
        or _is_beside(part, outlet)
        or _is_degree(part)
        or (len(part.split()) == 1 and part[0].isupper() and not is_calendar_word(part))
    )


def _is_degree(part: str) -> bool:
    return part.replace(".", "").replace(" ", "").lower() in _DEGREES


def _is_account(part: str) -> bool:
    """Whether a part is an address, or one word in small letters or with digits, as accounts are called."""
    if re.search(r"\w\.[A-Za-z]{2,}|@", part):
        return True
    odd = any(char.isdigit() or char == "_" for char in part)
    return len(part.split()) == 1 and (odd or part == part.lower() != part.upper())


def _is_name(words: list[str]) -> bool:
    return (
        _FEWEST <= len(words) < 2 * _MOST_WORDS
        and len([word for word in words if word.lower() not in _PARTICLES]) <= _MOST_WORDS
        and (_is_name_word(words[0]) or words[0].lower() in _GIVEN_MONTHS)
        and all(_is_name_word(word) for word in words[1:])
        and not words[0][0].islower()
        and not (words[-1][0].islower() and words[-1].isalpha())
        and words[0].lower() != "the"
        and not any(_is_role(word) or word.lower() in _NEVER for word in words)
    )


def _is_name_word(word: str) -> bool:
    plain = re.sub(r"[.\-’'‘]", "", word)
    small = word.lower() in _PARTICLES or word.lower().startswith(("d’", "d'", "l’", "l'", "al-"))
    lettered = bool(plain) and all(unicodedata.category(char)[0] in "LM" for char in plain)
    return lettered and (small or not plain[0].islower()) and not is_calendar_word(plain)


def _is_role(part: str) -> bool:
    words = re.split(r"[\s-]+", part.lower())
    return any(word.strip(".") in _ROLES for word in words)
