"""What was read, stored: articles with their quotes, grouped with what the library has.

One rule guards it: an outcome is reported only after its article is safely stored.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.debug_log import log
from quotebrowser.ingest import Known
from quotebrowser.ingest.facts.organisations import name_key
from quotebrowser.ingest.facts.outlets import host_of
from quotebrowser.library.adding import versions
from quotebrowser.library.adding.read_file import Gathered, Item
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import is_counted, passages
from quotebrowser.library.upkeep.regroup import link_article, regroup, renew
from quotebrowser.library.views import FileOutcome
from quotebrowser.model import Article, Fact, Provenance, Quote, Rejected
from quotebrowser.store.journal import Addition

_LIKELY: Final = 2
"""Articles of the same file among which a reprint is looked for; a file that holds many is no reprint."""


_OF_ITS_HOST: Final = 0.8
"""A site may print for several outlets, though none of its other pages has shown that yet."""


def store(
    library: Library, items: Sequence[Item], run: Addition, many: int | None = None
) -> list[FileOutcome]:
    """Store what was read, in its order and in one transaction; the outcomes, which are kept too.

    Args:
        library: where to.
        items: what was read.
        run: gets what is added, so that all of it can be taken back as one.
        many: see `regroup`.

    Raises:
        LibraryError: the library cannot be written; nothing of it was stored then.
    """
    touched: set[str] = set()
    with library.journal.adds(run):
        renew(library)
        told = [_stored(library, item, touched, run) for item in items]
        regroup(library, touched, later=True, many=many)
        outcomes = [_compared(library, outcome) for outcome in told]
        for outcome in outcomes:
            library.store.outcomes.record(outcome.path, outcome.outcome, outcome.reason, outcome.article)
    kinds = Counter(outcome.outcome for outcome in outcomes)
    log(__name__, ", ".join(f"{kind}: {count}" for kind, count in kinds.items()))
    return outcomes


def _stored(library: Library, item: Item, touched: set[str], run: Addition) -> FileOutcome:
    """What becomes of an item; `touched` gets the passages whose groups are to be renewed."""
    if isinstance(item, Rejected):
        return FileOutcome(item.path, "rejected", item.reason)
    article = item.article if isinstance(item, Known) else item.article.id
    path = item.path if isinstance(item, Known) else item.article.origin
    if isinstance(item, Known) or library.store.articles.has(article):
        return _known(library, article, path, touched, run)
    return _new(library, item, touched, run)


def _new(library: Library, item: Gathered, touched: set[str], run: Addition) -> FileOutcome:
    """Store an article that the library does not have."""
    articles = library.store.articles
    article, quotes = _with_outlet(library, item.article), item.quotes
    url = article.facts.url.value if article.facts.url else ""
    earlier = articles.by_url(url) if url else ()
    same = articles.same_text(article, _LIKELY) if article.sha256 else ""
    articles.add(article, quotes)
    run.adds(article.id, len(article.text))
    named = library.store.quotes.of_article(article.id) if library.store.listing.has_merged() else quotes
    _link(library, article, named, touched)
    reprint = _reprint(library, same) if same else ""
    if earlier and not reprint:
        return _outcome(article, quotes, "version", f"another text of {url}")
    counted = any(is_counted(quote) for quote in quotes)
    return _outcome(article, quotes, "added" if counted else "no quotes", reprint)


def _with_outlet(library: Library, article: Article) -> Article:
    """An article that names no outlet, with the one name that the library has for its host, as a guess."""
    host = host_of(article.facts.url.value) if article.facts.url and article.facts.outlet is None else ""
    names = library.store.listing.outlets_at(host) if host else ()
    if len({name_key(name) for name in names}) != 1:
        return article
    outlet = Fact(names[0], Provenance.HEURISTIC, _OF_ITS_HOST)
    return replace(article, facts=replace(article.facts, outlet=outlet))


def _link(library: Library, article: Article, quotes: Sequence[Quote], touched: set[str]) -> None:
    touched |= link_article(library, article, passages(article, quotes))


def _compared(library: Library, outcome: FileOutcome) -> FileOutcome:
    """The outcome of a version, with what happened to the quotes of the previous text."""
    if outcome.outcome != "version":
        return outcome
    steps = [step for step in versions.history(library, outcome.article) if step.after.id == outcome.article]
    return replace(outcome, reason=f"{outcome.reason}: {steps[0].counts()}") if steps else outcome


def _reprint(library: Library, printed_by: str) -> str:
    """Whose words an article prints whose file was added before under another outlet or address."""
    (other,) = library.store.articles.many([printed_by]) or (None,)
    return (
        f"a reprint: the same text as {(other and other.outlet.name) or (other and other.name) or printed_by}"
    )


def _known(library: Library, article_id: str, path: str, touched: set[str], run: Addition) -> FileOutcome:
    """An article the library already has; if it was removed, it is brought back."""
    store = library.store
    article = next(iter(store.articles.many([article_id])), None)
    if article is None:
        return FileOutcome(path, "rejected", "it has since been deleted from the library; add it again")
    removed = store.articles.is_removed(article_id)
    if removed:
        store.articles.restore(article_id)
        run.restored.append(article_id)
    quotes = store.quotes.of_article(article_id)
    if removed:
        _link(library, article, quotes, touched)
        return _outcome(article, quotes, "added", "it had been removed", path)
    return _outcome(article, quotes, "known", path=path)


def _outcome(
    article: Article, quotes: Sequence[Quote], outcome: str, reason: str = "", path: str = ""
) -> FileOutcome:
    return FileOutcome(
        path=path or article.origin,
        outcome=outcome,
        reason="; ".join(filter(None, [reason, article.notice])),
        article=article.id,
        quotes=sum(is_counted(quote) for quote in quotes),
        facts=tuple(article.facts.known()),
        notice=article.notice,
    )
