"""The same utterance across the library: links of a new article's passages, and the groups they change.

One rule guards it: groups follow from the links alone, so that the order of adding never matters.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from quotebrowser import collate
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import (
    in_articles,
    passages,
)
from quotebrowser.library.upkeep.ranks import Ranks, after
from quotebrowser.library.upkeep.summaries import Material, summarise
from quotebrowser.library.views import Progress
from quotebrowser.model import Article, Form, Kind, Link, Passage

_MANY: Final = 4
"""Articles of an utterance from which its summary is left to the end of adding."""
_AT_ONCE: Final = 8
"""Utterances summarised in one transaction: other programs wait that long."""
LEFT: Final = "summaries left"
"""What the store keeps while summaries are left to `settle`."""
_RULES: Final = "rules of grouping"


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


def regroup(library: Library, uids: Iterable[str], *, later: bool = False, many: int | None = None) -> None:
    """Renew the groups of everything that is linked with `uids`, and their summaries.

    Args:
        library: whose groups.
        uids: of passages.
        later: whether the summaries of utterances that many articles print are left to `settle`.
        many: more than how many that is, where `settle` is cheap.
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
    large = {
        name: count
        for name, count in witnesses.items()
        if later and count > (_MANY if many is None else many)
    }
    compared = {
        name: store.members(name) if count > 1 else ()
        for name, count in witnesses.items()
        if name not in large
    }
    summaries = summarise(material(library, compared))
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
            store.utterances.set_summaries(summarise(left_material(library, left)))
            if not left and not last:
                store.meta.delete(LEFT)
            last = left[-1] if left else ""  # once more from the first: others may be left by now


def left_material(library: Library, left: Iterable[str]) -> Material:
    """The same of utterances that `regroup` left, by their ids."""
    return material(library, {name: library.store.passages.members(name) for name in left})


def material(library: Library, grouped: Mapping[str, Sequence[Passage]]) -> Material:
    """What summarising utterances wants, by their passages; an article that prints several is read once."""
    shared = {name for name, members in grouped.items() if len({one.article for one in members}) > 1}
    sound, articles = in_articles(library, (one for name in shared for one in grouped[name]))
    uids = {one.uid for one in sound}
    kept = {
        name: tuple(one for one in members if name not in shared or one.uid in uids)
        for name, members in grouped.items()
    }
    quotes = library.store.quotes.of_articles(articles)
    return Material(tuple(kept.items()), tuple(articles.values()), tuple(quotes))


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
