"""What the user corrects: facts of articles, speakers of quotes.

One rule guards it: a correction is the user's own and outlives every rebuild; only the user changes it or
takes it back.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from quotebrowser.errors import UsageError
from quotebrowser.library import mark_quote
from quotebrowser.library.changing.read_again import read_again
from quotebrowser.library.finding.targets import Targets
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import regroup
from quotebrowser.library.views import QuoteView
from quotebrowser.model import Date, Form
from quotebrowser.text.web_archives import is_address

KEYS: Final = {
    "outlet": "outlet",
    "date": "published",
    "published": "published",
    "modified": "modified",
    "accessed": "accessed",
    "title": "title",
    "author": "byline",
    "byline": "byline",
    "url": "url",
    "archived": "archived",
    "via": "via",
    "agency": "agency",
    "language": "language",
    "lang": "language",
    "kind": "kind",
    "form": "form",
    "genre": "genre",
    "event": "event",
    "place": "place",
    "network": "network",
    "interviewer": "interviewer",
    "speaker": "speaker",
    "primary": "primary",
}
"""What can be corrected, by the word the user types, and the fact it is."""

WORDS: Final = tuple({fact: word for word, fact in reversed(KEYS.items())}.values())[::-1]
"""One word for each fact, the first of those above."""

_YES: Final = ("yes", "true", "1")
_NO: Final = ("no", "false", "0", "")
_DATES: Final = ("published", "modified", "accessed")
_GROUPING: Final = frozenset({"published", "speaker"})
"""What decides which quotes are printings of one utterance, and in which order they stand."""
_KINDS: Final = ("site", "newspaper", "")
"""What an outlet can be; a newspaper is what is cited where nothing is said."""
_FORMS: Final = (*Form, "")
"""What an article can be; a report is what it is where nothing is said."""


def parse(assignments: Sequence[str], *, as_printed: bool = False) -> dict[str, str | None]:
    """`KEY=VALUE` texts as facts and values; an empty value makes a fact unknown.

    Args:
        assignments: the texts.
        as_printed: whether a key without a value is what the article itself says of it, None.

    Raises:
        UsageError: a key does not exist, or a date is invalid.
    """
    values: dict[str, str | None] = {}
    for assignment in assignments:
        key, sign, value = assignment.partition("=")
        key = key.strip().lower()
        if key in KEYS and as_printed and not value.strip():
            values[KEYS[key]] = None
            continue
        if not sign or key not in KEYS:
            nearest = difflib.get_close_matches(key, KEYS, 1)
            hint = f"Did you mean {nearest[0]}=...?" if nearest else "Keys: " + ", ".join(KEYS)
            if key in KEYS:
                hint = f"Write {key}=VALUE, {key}= if it is not known, or {key} --as-printed."
            raise UsageError(f"{assignment} is not a correction", hint)
        values[KEYS[key]] = checked(KEYS[key], value.strip())
    return values


def checked(key: str, value: str) -> str:
    """The value as it is stored.

    Raises:
        UsageError: a date or address is invalid, a kind, form or genre does not exist, or what is yes or no
            is neither.
    """
    if key == "primary" and value.lower() not in {*_YES, *_NO}:
        raise UsageError(f"primary={value} is neither yes nor no", "Write primary=yes or primary=no.")
    if key == "kind" and value not in _KINDS:
        raise UsageError(f"{value} is not a kind of outlet", "Write kind=site or kind=newspaper.")
    if key == "form" and value not in _FORMS:
        raise UsageError(f"{value} is not a form", "Write form=report, form=transcript or form=captions.")
    if key == "genre" and value:
        from quotebrowser.model import Genre

        if value.casefold().replace("-", " ") not in list(Genre):
            raise UsageError(f"{value} is not a genre", f"Choose from: {', '.join(Genre)}.")
    if key == "archived" and value and not is_address(value):
        raise UsageError(
            f"{value} is not a web address",
            "Write the address of the copy: archived=https://perma.cc/2ABC-9XYZ.",
        )
    if key in _DATES and value and Date.parse(value) is None:
        raise UsageError(f"{value} is not a date", "Write 2025, 2025-01 or 2025-01-09.")
    return value


def as_printed(library: Library, view: QuoteView) -> dict[str, str]:
    """What the article itself says of each fact and of the quote's speaker, by name; empty: nothing."""
    found = library.store.articles.as_found(view.article.id)
    facts = found.facts if found else view.article.facts
    values = {key: fact.value for key, fact in facts.known()}
    values["speaker"] = library.store.corrections.speaker_found(view.quote.uid)
    return {key: values.get(key, "") for key in KEYS.values()}


def articles_of(library: Library, targets: Targets) -> tuple[str, ...]:
    """Ids of the articles meant, those of the quotes included."""
    return tuple(dict.fromkeys([*targets.articles, *library.store.quotes.articles_of(targets.uids).values()]))


def set_values(
    library: Library, uids: Sequence[str], values: Mapping[str, str | None], *, articles: Iterable[str] = ()
) -> int:
    """Correct facts of the quotes' articles, and the quotes' speaker; returns how many were corrected.

    Args:
        library: where.
        uids: quotes whose speaker, and whose articles' facts, are corrected.
        values: facts by name (`outlet`, `published`, `speaker` ...; the words of `KEYS` do too); empty: not
            known; None: what the article itself says of it.
        articles: ids of further articles.

    Raises:
        LibraryError: nothing may be written.
        UsageError: a key or a date is invalid.
    """
    library.require_writable()
    named = {
        KEYS.get(key, key): value if value is None else checked(KEYS.get(key, key), value)
        for key, value in values.items()
    }
    ids = articles_of(library, Targets(tuple(uids), tuple(articles)))
    with library.journal.noted():
        for key, value in named.items():
            if key == "speaker":
                for uid in uids:
                    library.store.corrections.set_speaker(uid, value)
                continue
            if key == "primary":
                _mark_primary(library, uids, ids, on=(value or "").lower() in _YES)
                continue
            library.store.corrections.set_facts(ids, key, value)
        if "form" in named:
            read_again(library, ids)
        if not _GROUPING.isdisjoint(named):
            regroup.refresh(library, ids)
    from quotebrowser.library.finding.sources import follow

    follow(library)
    return len(uids) if uids and set(named) <= {"speaker", "primary"} else len(ids)


def _mark_primary(library: Library, uids: Sequence[str], articles: Iterable[str], *, on: bool) -> None:
    """Mark quotes as the measure for other printings; without quotes, all of the articles."""
    chosen = uids or [quote.uid for article in articles for quote in library.store.quotes.of_article(article)]
    for uid in chosen:
        mark_quote.mark(library, uid, on=on, name=mark_quote.PRIMARY)
