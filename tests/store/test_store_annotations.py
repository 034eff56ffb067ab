"""Notes and tags hold on to the words they are about; searches tell what was added since."""

import pytest
from store_material import TEXT, WORDS, article, passages, quote, two_quotes

from quotebrowser.errors import UnknownError
from quotebrowser.model import Article, Quote, Span
from quotebrowser.store import Store
from quotebrowser.store.tables.anchors import Selector

ONE = article()
FIRST, SECOND = two_quotes(ONE)


@pytest.fixture
def filled(store: Store) -> Store:
    store.articles.add(ONE, (FIRST, SECOND), passages(ONE, (FIRST, SECOND)))
    return store


def said(store: Store, uid: str) -> list[tuple[str, str]]:
    return [(one.tag, one.text) for one in store.annotations.of([uid]).get(uid, ())]


def test_a_quote_has_one_note_and_bears_a_tag_once(filled: Store) -> None:
    notes = filled.annotations
    for text in ("Ask her.", "Asked."):
        notes.put(FIRST.uid, text=text)
        notes.put(FIRST.uid, tag="harbour")
    assert said(filled, FIRST.uid) == [("", "Asked."), ("harbour", "")]
    assert (notes.tags(), [one.text for one in notes.notes()]) == ({"harbour": 1}, ["Asked."])
    assert notes.count([ONE.id]) == (1, 1)
    assert notes.take(FIRST.uid)
    assert not notes.take(FIRST.uid)
    assert said(filled, FIRST.uid) == [("harbour", "")]
    with pytest.raises(UnknownError, match="no quote"):
        notes.put("0" * 16, tag="harbour")


def test_a_quote_named_by_one_of_its_parts_has_one_note_too(filled: Store) -> None:
    parts = [part.uid for part in passages(ONE, (FIRST, SECOND)) if part.quote == SECOND.uid]
    for text in ("Ask her.", "Asked."):
        filled.annotations.put(parts[-1], text=text)
    assert said(filled, SECOND.uid) == [("", "Asked.")]


def test_the_quotes_of_a_tag_have_an_order(store: Store) -> None:
    articles = [article(name) for name in "abcd"]
    uids = []
    for one in articles:
        store.articles.add(one, two_quotes(one))
        uids.append(two_quotes(one)[0].uid)
        store.annotations.put(uids[-1], tag="lead")
    a, b, c, d = uids
    for moved, order in (([c], [c, a, b, d]), ([d, a, "0" * 16, d], [d, a, c, b]), ([], [d, a, c, b])):
        store.annotations.order("lead", moved)
        assert list(store.annotations.uids("lead")) == order
    assert [store.annotations.of(uids)[uid][0].place for uid in (d, a, c, b)] == [1, 2, 3, 4]
    store.annotations.take(a, tag="lead")
    store.annotations.put(a, tag="lead")
    store.articles.remove(articles[3].id)
    assert list(store.annotations.uids(None)) == [c, b, a]
    assert store.annotations.tags() == {"lead": 3}
    assert store.check() == ()
    for place in (2**63 - 1, "x"):
        store._db.run("UPDATE annotation SET place = ? WHERE tag = 'lead' AND place = 1", (place,))
        store.annotations.take(a, tag="lead")
        store.annotations.put(a, tag="lead")
    assert store.annotations.of([a])[a][0].place < len(articles) + 2


LONGER = f"A word before. {TEXT} A word after."
READ = [
    # how the text is read later, and the words of the quote that then bears what was said; None: none does
    ("as it was", TEXT, WORDS[0]),
    ("with a line before", LONGER, WORDS[0]),
    ("with other marks", LONGER.replace("“", '"').replace("”", '"'), WORDS[0]),
    (
        "with other blanks",
        LONGER.replace("will not sell", "will  not\nsell"),
        "We will  not\nsell the harbour,",
    ),
    ("twice, first in a summary", f"{WORDS[0]} it says. {TEXT}", WORDS[0]),
    ("without it", TEXT.replace("not sell", "never sell"), None),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_what_is_said_of_a_quote_stays_with_its_words(filled: Store, text: str, words: str | None) -> None:
    filled.annotations.put(FIRST.uid, text="Ask her.")
    filled.annotations.put(FIRST.uid, tag="harbour")
    filled.marks.mark(FIRST.uid, "lead")
    filled.corrections.set_speaker(FIRST.uid, "Cy Sample")
    read = article(text=text)
    places = [at for at in range(len(text)) if words and text.startswith(words, at)]
    found = [at_place(read, at, words or "") for at in places] or [quote(read, "Not now,")]
    filled.articles.add(read, found)
    bearing = [quote.uid for quote in found if said(filled, quote.uid)]
    if words is None:
        assert bearing == []
        orphans = [(each.kind, each.value, each.words) for each in filled.corrections.orphans()]
        assert sorted(orphans) == [
            ("mark", "lead", ""), ("note", "Ask her.", WORDS[0]), ("speaker", "Cy Sample", ""),
            ("tag", "harbour", WORDS[0]),
        ]  # fmt: skip
        assert any("note 'Ask her.' was set on 'We will" in finding.detail for finding in filled.check())
        # It is not given to whatever stands there now, and comes back with its words.
        filled.articles.add(read, [at_place(read, 1, text[1:31])])
        assert filled.annotations.notes() == ()
        filled.articles.add(ONE, (FIRST, SECOND))
        assert said(filled, FIRST.uid) == [("", "Ask her."), ("harbour", "")]
    else:
        assert bearing == [found[-1].uid]
        assert filled.marks.marked("lead") == (found[-1].uid,)
        speaker = filled.quotes.get(found[-1].uid)
        assert speaker is not None
        assert speaker.speaker is not None
        assert speaker.speaker.name == "Cy Sample"
        assert filled.check() == ()


def at_place(of: Article, at: int, words: str) -> Quote:
    """The quote of an article that begins at a place."""
    return quote(Article(of.id, "_" * at + words, of.origin, of.facts), words)


def test_places_that_change_places_keep_what_is_theirs(store: Store) -> None:
    """Each of two marks goes where the other was."""
    one, other = ("“Sell it,” she said. “Keep it,” he said.", "“Keep it,” he said. “Sell it,” she said.")
    before, after = article(text=one), article(text=other)
    store.articles.add(before, [quote(before, part) for part in ("Sell it,", "Keep it,")])
    for part in ("Sell it,", "Keep it,"):
        store.marks.mark(quote(before, part).uid, part)
    store.articles.add(after, [quote(after, part) for part in ("Sell it,", "Keep it,")])
    assert [store.marks.marked(part) for part in ("Sell it,", "Keep it,")] == [
        (quote(after, part).uid,) for part in ("Sell it,", "Keep it,")
    ]


def test_of_places_that_are_alike_the_nearest_is_taken() -> None:
    text = "no no no"
    assert Selector("no", "", "").found(text, 4) == Span(3, 5)
    assert Selector("no", "o ", "").found(text, 0) == Span(3, 5)
    assert Selector("", "o ", "").found(text, 0) is None


def test_what_is_new_is_what_was_added_and_nothing_that_was_changed(filled: Store) -> None:
    searches = filled.searches
    searches.save("harbour", "sell harbour")
    searches.look("harbour")
    filled.corrections.set_speaker(FIRST.uid, "Cy Sample")
    filled.articles.add(ONE, (FIRST, SECOND))

    def new() -> set[str]:
        (search,) = searches.saved()
        return set(searches.added(search.article, searches.newest()))

    assert new() == set()
    later = article("later")
    filled.articles.add(later, two_quotes(later))
    assert new() == {quote.uid for quote in two_quotes(later)}
    filled.articles.remove(later.id)
    assert new() == set()
    filled.articles.restore(later.id)
    searches.look("harbour")
    # The number of an article that is no more is given to the next one, which is new all the same.
    filled.articles.purge(later.id)
    again = article("again")
    filled.articles.add(again, two_quotes(again))
    assert new() == {quote.uid for quote in two_quotes(again)}
    assert filled.check() == ()


def test_what_was_said_when_no_calendar_reaches_is_damaged(filled: Store) -> None:
    filled.annotations.put(FIRST.uid, text="Ask her.")
    filled.searches.save("port", "harbour")
    filled.searches.look("port")
    assert (len(filled.annotations.notes()), len(filled.searches.saved())) == (1, 1)
    for table in ("annotation", "search_seen"):
        filled._db.run(f"UPDATE {table} SET at = 1000000000000")
    assert (filled.annotations.notes(), filled.searches.saved()) == ((), ())
    assert len(filled.damage) == 2


def test_what_was_added_or_given_when_no_calendar_reaches_is_damaged(filled: Store) -> None:
    filled.outcomes.record("a.txt", "added", "", ONE.id)
    assert (len(filled.articles.rows()), len(filled.outcomes.latest())) == (1, 1)
    for table, column in (("article", "added"), ("outcome", "at")):
        filled._db.run(f"UPDATE {table} SET {column} = 1000000000000")
    assert (filled.articles.rows(), filled.outcomes.latest()) == ((), ())
    assert len(filled.damage) == 2


def test_searches_are_kept_by_name(store: Store) -> None:
    searches = store.searches
    for query in ("sell", "sell harbour"):
        searches.save("harbour", query)
    searches.look("harbour", 3)
    with Store.open(store.directory) as other:  # whose first word it is
        other.searches.look("harbour", 7)
    searches.rename("harbour", "port")
    assert [one[:2] + one[3:4] for one in searches.saved()] == [("port", "sell harbour", 7)]
    assert searches.forget("port")
    assert not searches.forget("port")
    assert store.check() == ()


def test_searches_made_before_are_kept_once_each_and_not_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotebrowser.store.searches._MOST", 3)
    for queries in (("a", "b"), ("a", "c", "d")):
        store.searches.remember(queries)
    assert store.searches.past() == ("d", "c", "a")
    store.searches.forget_past(["c", "x"])
    assert store.searches.past() == ("d", "a")
    store.searches.forget_past()
    assert store.searches.past() == ()
    assert store.check() == ()
