"""What the user decides about a doubtful thing, kept as what it is: a correction, a merger, two names.

One rule guards it: an answer changes what was asked about and nothing else, as one change that can be undone.
"""

from collections.abc import Iterable
from typing import NamedTuple

from quotebrowser.errors import UnknownError
from quotebrowser.library.changing import correct_facts, merge_speakers
from quotebrowser.library.library import Library
from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.library.reviewing.doubts import FACTS, Doubt
from quotebrowser.library.upkeep import regroup
from quotebrowser.model import DoubtKind
from quotebrowser.text import counted


class Choice(NamedTuple):
    """Another answer."""

    value: str
    detail: str = ""
    """Where it comes from."""


def yes(library: Library, evidence: Evidence, *, site: bool = False) -> None:
    """It is as it was guessed.

    Args:
        library: where.
        evidence: what was asked about.
        site: whether that is said of all articles of the site.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: what it is about is gone, or somebody else is said to have said it by now.
    """
    if evidence.doubt.kind is DoubtKind.SPEAKER:
        library.require_writable()
        _said(library, evidence)
    else:
        another(library, evidence.doubt, evidence.value, site=site)


def no(library: Library, doubt: Doubt, *, site: bool = False) -> None:
    """It is not so, and nothing else is known; names are two speakers'.

    Raises:
        LibraryError: nothing may be written.
    """
    if doubt.proposal is not None:
        merge_speakers.keep_apart(library, doubt.proposal.name, doubt.proposal.into)
    else:
        another(library, doubt, "", site=site)


def another(library: Library, doubt: Doubt, value: str, *, site: bool = False) -> None:
    """It is this; empty: that is not known.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: what it is about is gone.
        UsageError: it is no date.
    """
    match doubt.kind:
        case DoubtKind.SPEAKER:
            correct_facts.set_values(library, [doubt.about], {"speaker": value})
        case DoubtKind.NAME:
            merge_speakers.merge(library, doubt.proposal.name if doubt.proposal else doubt.about, value)
        case DoubtKind.DATE | DoubtKind.OUTLET:
            articles = doubt.alike if site else (doubt.about,)
            correct_facts.set_values(library, (), {FACTS[doubt.kind]: value}, articles=articles)


def put_off(library: Library, doubt: Doubt, *, off: bool = True) -> None:
    """Decide it later, behind all else; or take it up again.

    Raises:
        LibraryError: nothing may be written.
    """
    library.require_writable()
    library.store.speakers.put(doubt.key, off=off)


def choices(library: Library, evidence: Evidence) -> tuple[Choice, ...]:
    """What else may be the answer, the likeliest first."""
    doubt = evidence.doubt
    match doubt.kind:
        case DoubtKind.SPEAKER:
            found = [*_in_article(library, evidence), *_speakers(library)]
        case DoubtKind.NAME:
            found = list(_speakers(library))
        case DoubtKind.DATE:
            facts = evidence.article.facts if evidence.article else None
            dates = {"modified": facts and facts.modified, "accessed": facts and facts.accessed}
            found = [Choice(fact.value[:10], what) for what, fact in dates.items() if fact]
        case DoubtKind.OUTLET:
            at_site = library.store.listing.outlets_at(doubt.site) if doubt.site else ()
            found = [Choice(name, f"prints at {doubt.site}") for name in at_site]
            found += [
                Choice(one.value, counted(one.count, "article"))
                for one in library.store.listing.outlets()
                if one.value
            ]
    said = {"", evidence.value, *([doubt.proposal.name] if doubt.proposal else [])}
    once: dict[str, Choice] = {}
    for one in found:
        once.setdefault(one.value, one)
    return tuple(one for one in once.values() if one.value not in said)


def _in_article(library: Library, evidence: Evidence) -> Iterable[Choice]:
    """Who else says something in the article."""
    quotes = library.store.quotes.of_article(evidence.article.id) if evidence.article else ()
    named = dict.fromkeys(quote.speaker.name for quote in quotes if quote.speaker and quote.speaker.named)
    return (Choice(name, "quoted in this article") for name in named)


def _speakers(library: Library) -> Iterable[Choice]:
    rows = library.store.quotes.speakers()
    return (Choice(row.name, counted(row.quotes, "quote")) for row in rows)


def _said(library: Library, evidence: Evidence) -> None:
    """Who is named said it: with the title that the article prints, as what they are."""
    from quotebrowser.library.upkeep.level import catch_up

    uid = evidence.doubt.about
    with library.journal.noted():
        quote = library.store.quotes.get(uid)
        speaker = quote.speaker if quote else None
        if quote is None or speaker is None or speaker.name != evidence.value:
            raise UnknownError("Who said this was changed meanwhile, so that nothing was kept")
        library.store.corrections.set_speaker(uid, speaker.name, speaker.kind, speaker.title)
        regroup.refresh(library, [quote.article])
    catch_up(library)
