"""The outlet that an article says it took the words from.

One rule guards it: only words that say so count (`The New York Times reported`, `as quoted by`); a person
who told something to an agency is a source of that sentence, not of the article.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from quotebrowser.model import Article, Fact, Provenance
from quotebrowser.names import key

_PRESS: Final = (
    "Times|Post|Journal|News|Herald|Tribune|Globe|Guardian|Gazette|Chronicle|Observer|Magazine|Telegraph"
    "|Independent|Economist|Review|Mail|Mirror|Monde|Figaro|Spiegel|Zeitung|País|Repubblica|Haaretz|Agency|Press"
    "|Inquirer|Examiner"
)
_NAMES: Final = (
    "Reuters|AFP|CNN|BBC|NBC|CBS|ABC|MSNBC|NPR|PBS|Politico|POLITICO|Axios|Bloomberg|Newsweek|Al Jazeera"
    "|Le Monde|Der Spiegel|El País|Fox News|ProPublica|BuzzFeed|HuffPost|Xinhua|TASS|IRNA|Sky News|USA Today"
    "|USA TODAY|Vox"
)
_OUTLET: Final = (
    rf"(?P<article>[Tt]he )?(?P<name>(?:[A-Z][\w.&'’-]{{1,20}} ){{1,3}}(?:{_PRESS})|(?:{_NAMES}))\b"
)
_REPORTING: Final = r" (?:reported|reports|revealed|disclosed|quoted|quotes)\b"
_VERB: Final = re.compile(_REPORTING)
_SUBJECT: Final = re.compile(
    rf"{_OUTLET}(?: newspaper| website| magazine)?(?: (?:has|had))?(?: first)?{_REPORTING}"
)
_BEFORE: Final = 140
"""Characters before a verb in which its subject begins: no name with its words is longer."""
_CUES: Final = (
    re.compile(rf"\b(?:quoted|reported|published|obtained|cited|aired) (?:\w{{1,12}} )?(?:by|in) {_OUTLET}"),
    re.compile(
        r"\b[Aa]ccording to (?:a |an )?(?:[a-z]{3,12} )?(?:report|article|story|account) "
        rf"(?:by|in|from|of) {_OUTLET}"
    ),
)
_LEAD: Final = 1500
"""Characters: a single cue counts only in the head of an article; further down it is one of many."""
_ONE: Final = 0.75
_SEVERAL: Final = 0.9
_AT_LEAST: Final = 2


def via(article: Article) -> Fact | None:
    """The outlet that `article` names as its source; None if it names none, or several.

    Its provenance is DETECTED: a proposal, never cited silently.
    """
    text = article.text
    printed: Counter[str] = Counter()
    early: set[str] = set()
    definite: set[str] = set()
    for match in _cues(text):
        name = match["name"]
        printed[name] += 1
        if match["article"]:
            definite.add(name)
        if match.start() < _LEAD:
            early.add(name)
    own = key(article.outlet.name)
    found = [name for name in printed if key(name) != own and (name in early or printed[name] >= _AT_LEAST)]
    if len(found) != 1:
        return None
    name = found[0]
    value = f"The {name}" if name in definite else name
    return Fact(value, Provenance.DETECTED, _SEVERAL if printed[name] >= _AT_LEAST else _ONE)


def _cues(text: str) -> Iterator[re.Match[str]]:
    """Each place that names an outlet as a source.

    A name is looked for before the verbs only: to try at each capital letter whether one begins there takes
    ten times as long.
    """
    for verb in _VERB.finditer(text):
        found = _SUBJECT.finditer(text, max(0, verb.start() - _BEFORE), verb.end())
        yield from (match for match in found if match.end() == verb.end())
    for pattern in _CUES:
        yield from pattern.finditer(text)
