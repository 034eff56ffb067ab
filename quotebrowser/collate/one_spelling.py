"""One spelling for words that newsrooms spell in two ways: `colour`, `color`; `12`, `twelve`.

One rule guards it: what comes out is for comparing alone, and is never shown.
"""

import re
from collections.abc import Callable
from typing import Final

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WHOLE: Final = {
    **{str(number): word for number, word in enumerate(_UNITS.split())},
    **{str(10 * number): word for number, word in enumerate(_TENS.split(), 2)},
    "aeroplane": "airplane", "ageing": "aging", "aluminium": "aluminum", "amongst": "among",
    "burnt": "burned", "cheque": "check", "cheques": "checks", "defence": "defense", "defences": "defenses",
    "dreamt": "dreamed", "enrol": "enroll", "enrols": "enrolls", "fulfil": "fulfill", "fulfils": "fulfills",
    "grey": "gray", "instalment": "installment", "jewellery": "jewelry", "kerb": "curb", "leapt": "leaped",
    "learnt": "learned", "licence": "license", "licences": "licenses", "mould": "mold",
    "moustache": "mustache", "mum": "mom", "mums": "moms", "offence": "offense", "offences": "offenses",
    "pretence": "pretense", "orientated": "oriented", "plough": "plow", "practise": "practice",
    "practised": "practiced", "practising": "practicing", "programme": "program", "programmes": "programs",
    "sceptic": "skeptic", "sceptical": "skeptical", "sceptics": "skeptics", "scepticism": "skepticism",
    "skilful": "skillful", "spelt": "spelled", "spoilt": "spoiled", "storeys": "stories",
    "theatre": "theater", "theatres": "theaters", "till": "until", "towards": "toward", "tyre": "tire",
    "tyres": "tires", "whilst": "while", "wilful": "willful",
}  # fmt: skip
_PARTS: Final = (
    (re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)\Z)"), "iz"),
    (re.compile(r"ys(?=(?:e|es|ed|er|ers|ing)\Z)"), "yz"),
    (
        re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|er|ers|ing|ful|able|ably|ite|ites|hood|hoods|al|less|y)?\Z)"),
        "or",
    ),
    (re.compile(r"tre(?=s?\Z)"), "ter"),
    (re.compile(r"(?<=[a-z]{3}[aeiou])ll(?=(?:ed|ing|er|ers)\Z)"), "l"),
    (re.compile(r"(?<=[a-z]{3}og)ue(?=s?\Z)"), ""),
    (re.compile(r"(?<=an)ae|(?<=h)ae(?=mo|mat)|(?<=rch)ae|\Aae(?=sth)|(?<=p)ae(?=d)"), "e"),
    (re.compile(r"oe(?=strog|tal|tus|uv)|(?<=rh)oe(?=a)"), "e"),
)
"""Parts of British spellings, and the American ones."""
_SHORTEST: Final = 6
NUMBERS: Final = frozenset(f"{_UNITS} {_TENS} hundred thousand million billion trillion dozen".split()) - {
    "one"
}
"""Words that are numbers; `one` is too often something else."""


def one_spelling(word: str, is_common: Callable[[str], bool]) -> str:
    """A folded word in American spelling, a small number as a word.

    Args:
        word: in lower case.
        is_common: whether a word is a common one. A common word that would become an uncommon one stays:
            `surprise`, `resource`, `difference` have no other spelling.
    """
    whole = _WHOLE.get(word)
    if whole is not None:
        return whole
    if len(word) < _SHORTEST:
        return word
    for british, american in _PARTS:
        changed = british.sub(american, word)
        if changed != word:
            return word if is_common(word) and not is_common(changed) else changed
    return word
