"""The same utterance across the library: links of a new article's passages, and the groups they change.

One rule guards it: groups follow from the links alone, so that the order of adding never matters.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from quotebrowser import collate
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import in_articles, passages
from quotebrowser.library.views import Progress
from quotebrowser.model import Article, Link, Passage
from quotebrowser.store import Summary

_MANY: Final = 4
"""Articles of an utterance from which its summary is left to the end of adding."""
_AT_ONCE: Final = 4
"""Utterances summarised in one transaction: other programs wait that long."""
_LEFT: Final = "summaries left"


def group_article(library: Library, article: Article, printed: Sequence[Passage]) -> None:
    """Link the passages of an article that was just stored, and renew the groups they touch."""
    link_article(library, article, printed)
    regroup(library, [passage.uid for passage in printed])


def link_article(library: Library, article: Article, printed: Sequence[Passage]) -> None:
    """Link the passages of an article that was just stored; their groups are to be renewed by `regroup`.

    Of many articles that print the same words the groups are renewed once, behind the last.
    """
    if not printed:
        return
    store = library.store.passages
    store.add(printed, {passage.uid: collate.trace(passage.text) for passage in printed})
    links = collate.link(article.id, printed, store, lambda uids: _contexts(library, uids))
    store.add_links(links)


def _contexts(library: Library, uids: Collection[str]) -> dict[str, str]:
    """What their articles print around passages."""
    found, articles = in_articles(library, library.store.passages.passages(uids))
    around = {one.uid: collate.context(articles[one.article].text, one.span) for one in found}
    return dict.fromkeys(uids, "") | around


def component(library: Library, uids: Iterable[str]) -> tuple[set[str], set[Link]]:
    """The passages that can be reached from `uids` over links, and those links."""
    store = library.store.passages
    seen: set[str] = set()
    links: set[Link] = set()
    frontier: Collection[str] = set(uids)
    while frontier:
        seen.update(frontier)
        found = store.links_of(frontier)
        links.update(found)
        frontier = {uid for link in found for uid in (link.a, link.b)} - seen
    return seen, links


def regroup(library: Library, uids: Iterable[str], *, later: bool = False) -> None:
    """Renew the groups of everything that is linked with `uids`, and their summaries.

    Args:
        library: whose groups.
        uids: of passages.
        later: whether the summaries of utterances that many articles print are left to `settle`.
    """
    store = library.store.passages
    reached, links = component(library, uids)
    if not reached:
        return
    members = store.passages(reached)
    groups = collate.groups(members, links)
    store.set_groups(groups)
    by_utterance: dict[str, list[Passage]] = {}
    for passage in members:
        if groups[passage.uid]:
            by_utterance.setdefault(groups[passage.uid], []).append(passage)
    large = {
        name: witnesses
        for name, grouped in by_utterance.items()
        if later and (witnesses := len({one.article for one in grouped})) > _MANY
    }
    compared = {name: grouped for name, grouped in by_utterance.items() if name not in large}
    summaries = _summaries(library, compared)
    if large:
        known = store.summaries(large)
        summaries |= {name: Summary(count, known[name].level, 0) for name, count in large.items()}
        library.store.meta.set(_LEFT, "1")
    store.set_summaries(summaries)


def settle(library: Library) -> None:
    """Summarise the utterances that `regroup` left.

    They are few; compared again for each batch they would take most of the time of adding many reprints.
    """
    store, last = library.store, ""
    while store.meta.get(_LEFT) is not None:
        with store.transaction():
            left = store.passages.uncounted(_AT_ONCE, last)
            store.passages.set_summaries(
                _summaries(library, {name: store.passages.members(name) for name in left})
            )
            if not left and not last:
                store.meta.delete(_LEFT)
            last = left[-1] if left else ""  # once more from the first: others may be left by now


def _summaries(library: Library, grouped: Mapping[str, Sequence[Passage]]) -> dict[str, Summary]:
    """What is said of utterances, by their passages; an article that prints several of them is read once."""
    shared = [members for members in grouped.values() if len({one.article for one in members}) > 1]
    sound, articles = in_articles(library, (one for members in shared for one in members))
    uids = {one.uid for one in sound}
    return {name: _summary(members, uids, articles) for name, members in grouped.items()}


def _summary(members: Sequence[Passage], sound: AbstractSet[str], articles: Mapping[str, Article]) -> Summary:
    """What is said of an utterance, damaged passages left out.

    Args:
        members: its passages.
        sound: uids of those that are compared, where several articles print it.
        articles: that print them, by id.
    """
    if len({one.article for one in members}) > 1:
        members = [one for one in members if one.uid in sound]
    ids = {one.article for one in members}
    if len(ids) < 2:  # noqa: PLR2004 - one article differs from none
        return Summary(1, 0, 1)
    level = int(collate.worst(members, articles))
    texts = len(collate.independent_texts({name: articles[name].text for name in ids}))
    return Summary(len(ids), level, texts)


def drop_article(library: Library, article_id: str) -> set[str]:
    """Take an article's passages and links away.

    Returns:
        Uids of passages of other articles that were linked with them: their groups are to be renewed by
        `regroup`.
    """
    store = library.store.passages
    gone = {passage.uid for passage in store.passages_of(article_id)}
    if not gone:
        return set()
    links = store.links_of(gone)
    store.drop(article_id)
    return {uid for link in links for uid in (link.a, link.b)} - gone


def refresh(library: Library, article_ids: Iterable[str]) -> None:
    """Regroup articles whose date or speakers were corrected; `settle` finishes what many print."""
    touched: set[str] = set()
    for article_id in article_ids:
        article = library.store.articles.get(article_id)
        if article is None:
            continue
        printed = passages(article, library.store.quotes.of_article(article_id))
        touched |= drop_article(library, article_id)
        touched.update(passage.uid for passage in printed)
        link_article(library, article, printed)
    regroup(library, touched, later=True)


def group_all(library: Library, progress: Progress | None = None) -> None:
    """Make all passages, links and groups, of which there are none."""
    ids, printed = library.store.articles.ids(), []
    for done, article in enumerate(library.store.articles.all(), 1):
        found = passages(article, library.store.quotes.of_article(article.id))
        link_article(library, article, found)
        printed.append([passage.uid for passage in found])
        if progress is not None:
            progress(done, len(ids), "")
    for uids in printed:
        regroup(library, uids, later=True)
    settle(library)
