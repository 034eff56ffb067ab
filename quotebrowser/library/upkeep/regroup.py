"""The same utterance across the library: links of a new article's passages, and the groups they change.

One rule guards it: groups follow from the links alone, so that the order of adding never matters.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from quotebrowser import collate
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import (
    Quoted,
    Told,
    in_articles,
    independent_texts,
    others,
    passages,
    told,
)
from quotebrowser.library.upkeep.ranks import Ranks, after
from quotebrowser.library.views import Progress
from quotebrowser.model import Article, Form, Kind, Link, Passage, Quote
from quotebrowser.store import Summary

_MANY: Final = 4
"""Articles of an utterance from which its summary is left to the end of adding."""
_AT_ONCE: Final = 8
"""Utterances summarised in one transaction: other programs wait that long."""
LEFT: Final = "summaries left"
"""What the store keeps while summaries are left to `settle`."""
_RULES: Final = "rules of grouping"
_AROUND: Final = 400
"""Characters on either side of a passage at which comparing may look."""


def group_article(library: Library, article: Article, printed: Sequence[Passage]) -> None:
    """Link the passages of an article that was just stored, and renew the groups they touch."""
    regroup(library, link_article(library, article, printed))


def link_article(library: Library, article: Article, printed: Sequence[Passage]) -> set[str]:
    """Link the passages of an article that was just stored.

    Of many articles that print the same words the groups are renewed once, behind the last.

    Returns:
        Uids of passages whose groups are to be renewed by `regroup`.
    """
    displaced = _add(library, article, printed)
    return {passage.uid for passage in printed}.union(*(_again(library, one) for one in displaced))


def _add(library: Library, article: Article, printed: Sequence[Passage]) -> set[str]:
    """Store passages and their links; ids of the articles that no longer stand for others since."""
    if not printed:
        return set()
    store = library.store.passages
    if library.store.authors.embargo(article.id):
        # Nothing that others see may follow from it: it is found by none and linked with none.
        store.add(printed)
        return set()
    around = {one.uid: collate.context(article.text, one.span) for one in printed}
    record = article.form is not Form.REPORT
    traces = collate.traces(printed, around, article.id if record else "")
    ranks = Ranks(library.store, printed, traces)
    # Before they are stored: an article of many passages alike would find all of its own for each.
    links = collate.link(
        article.id,
        printed,
        ranks,
        lambda uids: _contexts(library, uids) | around,
        ranks.copies,
        known=traces,
        record=record,
    )
    store.add(printed, {uid: ranks.shown(uid, trace) for uid, trace in traces.items()})
    store.add_links(links)
    return ranks.displaced


def _again(library: Library, article_id: str) -> set[str]:
    """Link an article once more; uids of the passages whose groups are to be renewed."""
    store = library.store.passages
    article, printed = library.store.articles.get(article_id), store.passages_of(article_id)
    if article is None:
        return set()
    uids = {passage.uid for passage in printed}
    linked = _ends(store.links_of(uids))
    store.drop(article_id)
    _add(library, article, printed)
    return uids | linked


def _ends(links: Iterable[Link]) -> set[str]:
    return {uid for link in links for uid in (link.a, link.b)}


def _contexts(library: Library, uids: Collection[str]) -> dict[str, str]:
    """What their articles print around passages."""
    found, articles = in_articles(library, library.store.passages.passages(uids))
    around = {one.uid: collate.context(articles[one.article].text, one.span) for one in found}
    return dict.fromkeys(uids, "") | around


def component(library: Library, uids: Iterable[str]) -> set[Link]:
    """The links over which passages can be reached from `uids`; the first stands for all that print it."""
    store = library.store.passages
    seen: set[str] = set()
    links: set[Link] = set()
    frontier: Collection[str] = set(uids)
    while frontier:
        seen.update(frontier)
        found = store.links_between(frontier)
        links.update(link for link in found if link.a != link.b)
        frontier = _ends(found) - seen
    return links


def regroup(library: Library, uids: Iterable[str], *, later: bool = False) -> None:
    """Renew the groups of everything that is linked with `uids`, and their summaries.

    Args:
        library: whose groups.
        uids: of passages.
        later: whether the summaries of utterances that many articles print are left to `settle`.
    """
    store, utterances = library.store.passages, library.store.utterances
    heads = library.store.wordings.heads(uids)
    if not heads:
        return
    links = component(library, heads)
    alone = {uid: "" if kind is Kind.MENTION else uid for uid, kind in heads.items()}
    linked = store.passages(_ends(links))
    records = store.records({one.article for one in linked}) if linked else ()
    groups = alone | collate.groups(linked, links, records)
    # A record ties to each other what is said in a speech: most of that stays as it is.
    same = _unchanged(groups, utterances.of_passages(groups), heads) if records else frozenset()
    utterances.set_groups(groups)
    witnesses = utterances.witnesses({*groups.values()} - same)
    large = {name: count for name, count in witnesses.items() if later and count > _MANY}
    compared = {
        name: store.members(name) if count > 1 else ()
        for name, count in witnesses.items()
        if name not in large
    }
    summaries = _summaries(library, compared)
    if large:
        known = utterances.summaries(large)
        summaries |= {name: known[name]._replace(witnesses=count, texts=0) for name, count in large.items()}
        library.store.meta.set(LEFT, "1")
    utterances.set_summaries(summaries)


def _unchanged(
    groups: Mapping[str, str], before: Mapping[str, str], touched: Collection[str]
) -> frozenset[str]:
    """The utterances that have the passages they had, none of them touched."""
    sides = Counter(groups.values()), Counter(before.values())
    kept = Counter(name for uid, name in groups.items() if before.get(uid) == name)
    changed = {groups[uid] for uid in touched}
    return frozenset(
        name for name, count in kept.items() if all(side[name] == count for side in sides)
    ).difference(changed)


def settle(library: Library) -> None:
    """Summarise the utterances that `regroup` left.

    They are few; compared again for each batch they would take most of the time of adding many reprints.
    """
    store, last = library.store, ""
    while store.meta.get(LEFT) is not None:
        with store.transaction():
            left = store.utterances.uncounted(_AT_ONCE, last)
            store.utterances.set_summaries(
                _summaries(library, {name: store.passages.members(name) for name in left})
            )
            if not left and not last:
                store.meta.delete(LEFT)
            last = left[-1] if left else ""  # once more from the first: others may be left by now


def _summaries(library: Library, grouped: Mapping[str, Sequence[Passage]]) -> dict[str, Summary]:
    """What is said of utterances, by their passages; an article that prints several of them is read once."""
    shared = [members for members in grouped.values() if len({one.article for one in members}) > 1]
    sound, articles = in_articles(library, (one for members in shared for one in members))
    uids = {one.uid for one in sound}
    quotes: dict[str, list[Quote]] = {}
    for quote in library.store.quotes.of_articles(articles):
        quotes.setdefault(quote.article, []).append(quote)
    quoted = Quoted(articles, (quote for own in quotes.values() for quote in own))
    texts = _Texts({name: told(article, quotes.get(name, ())) for name, article in articles.items()})
    found = {}
    for name, members in grouped.items():
        ids = {one.article for one in members}
        if len(ids) > 1:
            members = [one for one in members if one.uid in uids]  # noqa: PLW2901 - the sound ones
            ids = {one.article for one in members}
        found[name] = Summary(1, 0, 1)
        if len(ids) > 1:
            level = _level(members, {one: articles[one] for one in ids}, quoted)
            forms = Counter(articles[one].form for one in ids)
            printed = [one for one in ids if not articles[one].form.is_record]
            found[name] = Summary(
                len(ids),
                level,
                texts.count(printed) if printed else 1,
                forms[Form.TRANSCRIPT],
                forms[Form.CAPTIONS],
            )
    return found


class _Texts:
    """How many independent texts articles are; those that print several utterances in common once."""

    def __init__(self, articles: Mapping[str, Told]) -> None:
        self._articles = articles
        self._counted: dict[frozenset[str], int] = {}

    def count(self, ids: Collection[str]) -> int:
        """Of the articles of these ids."""
        asked = frozenset(ids)
        if asked not in self._counted:
            self._counted[asked] = len(independent_texts({name: self._articles[name] for name in asked}))
        return self._counted[asked]


def _level(members: Sequence[Passage], articles: Mapping[str, Article], quoted: Quoted) -> int:
    """The level of the worst difference in an utterance that several articles print.

    Args:
        members: its passages.
        articles: theirs, by id.
        quoted: all quotes of these, and maybe of others.
    """
    quotes = quoted.related(members)
    shown = _distinct(members, articles, quotes)
    compared = [one for one in members if one.article in shown]
    every = others(articles, (quote for quote in quotes if quote.article in shown), compared)
    return int(collate.worst(compared, articles, every))


def _distinct(
    members: Sequence[Passage], articles: Mapping[str, Article], quotes: Iterable[Quote]
) -> frozenset[str]:
    """Ids of articles that print an utterance, one for all that quote the same and print the same around it.

    Comparing others of them tells nothing more, and a wire text has hundreds.

    Args:
        members: the passages of the utterance.
        articles: theirs, by id.
        quotes: of the articles, those that comparing looks at.
    """
    printed: dict[str, list[object]] = {name: [] for name in articles}
    for one in members:
        text, span = articles[one.article].text, one.span
        printed[one.article].append(text[max(0, span.start - _AROUND) : span.end + _AROUND])
    for quote in quotes:
        speaker = quote.speaker.key if quote.speaker else ""
        printed[quote.article].append((quote.kind, speaker, quote.parts(articles[quote.article].text)))
    kinds: dict[object, str] = {}
    for name in sorted(printed):
        kinds.setdefault(tuple(printed[name]), name)
    return frozenset(kinds.values())


def drop_article(library: Library, article_id: str) -> set[str]:
    """Take an article's passages and links away.

    Returns:
        Uids of passages of other articles whose groups are to be renewed by `regroup`.
    """
    store = library.store.passages
    printed = store.passages_of(article_id)
    if not printed:
        return set()
    gone = {passage.uid for passage in printed}
    touched = _ends(store.links_of(gone))
    promoted, left = after(library.store, article_id)
    store.drop(article_id)
    return touched.union(left, *(_again(library, one) for one in promoted)) - gone


def refresh(library: Library, article_ids: Iterable[str]) -> None:
    """Regroup articles whose date or speakers were corrected; `settle` finishes what many print."""
    renew(library)
    touched: set[str] = set()
    for article_id in article_ids:
        article = library.store.articles.get(article_id)
        if article is None:
            continue
        printed = passages(article, library.store.quotes.of_article(article_id))
        touched |= drop_article(library, article_id)
        touched |= link_article(library, article, printed)
    regroup(library, touched, later=True)


def renew(library: Library) -> None:
    """Group everything again if that was done by other rules: its fingerprints would not be found."""
    store = library.store
    if store.meta.get(_RULES) == collate.RULES:
        return
    with store.transaction():
        for article_id in store.articles.ids():
            store.passages.drop(article_id)
        group_all(library)


def forget_rules(library: Library) -> None:
    """Forget by which rules was grouped, where there is no article any more."""
    if library.store.articles.is_empty() and not library.store.articles.rows(removed=True):
        library.store.meta.delete(_RULES)


def group_all(library: Library, progress: Progress | None = None) -> None:
    """Make all passages, links and groups, of which there are none."""
    ids, touched = library.store.articles.ids(), list[set[str]]()
    for done, article in enumerate(library.store.articles.all(), 1):
        found = passages(article, library.store.quotes.of_article(article.id))
        touched.append(link_article(library, article, found))
        if progress is not None:
            progress(done, len(ids), "")
    for uids in touched:
        regroup(library, uids, later=True)
    settle(library)
    library.store.meta.set(_RULES, collate.RULES)
