"""What is one user's alone nobody else gets; what is corrected says by whom, and all undo their own."""

import json
from pathlib import Path

import psycopg
import pytest
from clients import Client, client, shared
from newsroom_fixture import Newsroom

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, embargo_articles, purge_articles, undo_changes
from quotebrowser.library.copying import care_output, machine_output
from quotebrowser.library.finding import annotated
from quotebrowser.library.noting import write_notes
from quotebrowser.library.showing import given_by, quote_views
from quotebrowser.settings import Settings
from quotebrowser.store.newsroom.address import parse
from quotebrowser.store.newsroom.managing import members

__all__ = ["client"]

SECRET = "Ask the ferry men off the record."


@pytest.fixture
def two(newsroom: Newsroom, client: Client, seeds: Path) -> tuple[Library, Library]:
    """The machines of two editors, level, with the sample articles."""
    anna, ben = client(newsroom.user("anna"), "a"), client(newsroom.user("ben"), "b")
    assert list(add_files.add(anna, [seeds]))
    shared(ben).pull()
    return anna, ben


def said(library: Library, uid: str) -> annotated.Said:
    shared(library).pull()
    return annotated.of(library, [uid]).get(uid, annotated.NOTHING)


def held(newsroom: Newsroom, library: Library, words: str) -> bool:
    """Whether a user's copy has some words, or the server shows them to that user."""
    shared(library).pull()
    library.store.compact()
    files = b"".join(path.read_bytes() for path in library.directory.glob("library.db*"))
    name = shared(library).address.user.partition("_")[0]
    names = newsroom.sql(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'quotebrowser'", newsroom.user(name)
    )
    shown = [
        str(newsroom.sql(f"SELECT * FROM quotebrowser.{table}", newsroom.user(name)))
        for (table,) in names
        if table != "collection"
    ]
    return words.encode() in files or words in "".join(shown)


def test_what_is_personal_reaches_nobody_else_whatever_is_done_with_it(
    newsroom: Newsroom, two: tuple[Library, Library]
) -> None:
    anna, ben = two
    first, second = anna.store.quotes.uids()[:2]
    write_notes.write(anna, first, SECRET)
    write_notes.tag(anna, [first, second], ["backroom"])
    assert mark_quote.toggle(anna, first)
    assert said(anna, first).note == SECRET
    for done in (
        lambda: write_notes.write(anna, first, SECRET.upper()),
        lambda: undo_changes.undo(anna),
        lambda: undo_changes.redo(anna),
        lambda: write_notes.untag(anna, [first], ["backroom"]),
        lambda: undo_changes.undo(anna),
        lambda: mark_quote.toggle(anna, first),
        lambda: undo_changes.undo(anna),
        lambda: write_notes.write(anna, first, ""),
        lambda: undo_changes.undo(anna),
    ):
        done()
        assert not any(held(newsroom, ben, words) for words in (SECRET, SECRET.upper(), "backroom"))
        assert said(ben, first) == annotated.NOTHING
        assert mark_quote.marked(ben) == ()
        assert len(undo_changes.listed(ben)) == 1
        for library in two:
            assert library.store.check() == ()
    assert said(anna, first).note == SECRET.upper()
    assert [one.shared for one in said(anna, first).remarks] == [False, False]
    assert mark_quote.marked(anna) == (first,)


def test_a_note_of_ones_own_stands_beside_the_one_that_is_shared(two: tuple[Library, Library]) -> None:
    anna, ben = two
    uid = anna.store.quotes.uids()[0]
    write_notes.write(anna, uid, "For all.", shared=True)
    said(ben, uid)
    write_notes.write(ben, uid, "For me.")
    assert said(anna, uid).note == "For all."
    mine = said(ben, uid)
    assert (mine.written(shared=False), mine.written(shared=True)) == ("For me.", "For all.")
    assert next(given_by.notes(mine)) == "(only you) For me."
    write_notes.write(ben, uid, "For all, then.", shared=True, instead=True)
    assert said(ben, uid).note == said(anna, uid).note == "For all, then."
    assert [one.author.partition("_")[0] for one in said(anna, uid).remarks] == ["ben"]
    write_notes.write(anna, uid, "", shared=True)
    assert said(ben, uid) == said(anna, uid) == annotated.NOTHING


def test_a_tag_goes_from_its_user_to_all_and_settings_decide_where_nothing_is_said(
    two: tuple[Library, Library],
) -> None:
    anna, ben = two
    uid = anna.store.quotes.uids()[0]
    write_notes.tag(anna, [uid], ["lead"])
    assert said(ben, uid).tags == ()
    write_notes.tag(anna, [uid], ["lead"], shared=True)
    assert said(ben, uid).tags == said(anna, uid).tags == ("lead",)
    assert given_by.tags(said(ben, uid)) == "lead (shared)"
    anna.settings = Settings(share_notes=True)
    write_notes.write(anna, uid, "Check this.")
    mark_quote.toggle(anna, uid)
    assert said(ben, uid).note == "Check this."
    assert mark_quote.marked(ben) == (uid,)
    told = machine_output.annotated(uid, said(ben, uid))
    assert [one["shared"] for one in json.loads(json.dumps(told))["remarks"]] == [True, True]


def test_a_correction_says_who_gave_it_and_only_they_take_it_back(two: tuple[Library, Library]) -> None:
    anna, ben = two
    uid = anna.store.quotes.uids()[0]
    correct_facts.set_values(ben, [uid], {"outlet": "Example Herald", "speaker": "Cy Sample"})
    shared(anna).pull()
    for library in two:
        view = quote_views.quote(library, uid)
        assert {name: one.author.partition("_")[0] for name, one in view.corrected.items()} == {
            "outlet": "ben",
            "speaker": "ben",
        }
        assert given_by.corrected(view.corrected).startswith("speaker and outlet given by ben")
        article = quote_views.article(library, view.article.id)
        assert [*article.corrected, *article.speakers] == ["outlet", uid]
    made, added = undo_changes.listed(anna)
    assert [one.author.partition("_")[0] for one in (made, added)] == ["ben", "anna"]
    assert str(care_output.change(made)["by"]).startswith("ben")
    assert undo_changes.latest(anna) is not None
    assert undo_changes.latest(anna) == undo_changes.latest(anna)
    taken = undo_changes.undo(ben)
    assert taken is not None
    assert taken.no == made.no
    assert undo_changes.redo(anna) is None
    shared(anna).pull()
    assert quote_views.quote(anna, uid).corrected == {}
    again = undo_changes.undo(anna)
    assert again is not None
    assert again.adds


def test_who_reads_an_article_again_has_not_said_what_others_said_of_it(
    newsroom: Newsroom, two: tuple[Library, Library], client: Client
) -> None:
    anna, ben = two
    uid, other = ben.store.quotes.uids()[:2]
    correct_facts.set_values(ben, [uid], {"speaker": "Cy Sample"})
    write_notes.write(ben, uid, "Check this.", shared=True)
    write_notes.tag(ben, [uid, other], ["lead"], shared=True)
    shared(anna).pull()
    article = anna.store.quotes.articles_of([uid])[uid]
    found = anna.store.articles.as_found(article)
    assert found is not None
    anna.store.articles.add(found, anna.store.quotes.of_article(article))
    anna.store.annotations.order("lead", [other, uid])
    cy = client(newsroom.user("cy"), "c")
    for library in (anna, ben, cy):
        remarks = said(library, uid).remarks
        wrote = [one.author for one in remarks] + [library.store.authors.speakers([uid])[uid].author]
        assert {one.partition("_")[0] for one in wrote} == {"ben"}
        assert said(library, uid).note == "Check this."
        assert library.store.check() == ()
    write_notes.write(anna, uid, "Checked.", shared=True)
    assert {one.author.partition("_")[0] for one in said(ben, uid).remarks if not one.tag} == {"anna"}


def test_a_reader_writes_no_note_and_loses_none(newsroom: Newsroom, client: Client, seeds: Path) -> None:
    anna = client(newsroom.user("anna"), "a")
    assert list(add_files.add(anna, [seeds]))
    reader = client(newsroom.user("rita", "reader"), "r")
    with pytest.raises(LibraryError, match="may read"):
        write_notes.write(reader, anna.store.quotes.uids()[0], "No.")


def test_what_others_keep_for_themselves_of_an_article_goes_when_it_is_purged(
    newsroom: Newsroom, two: tuple[Library, Library]
) -> None:
    anna, ben = two
    articles = anna.store.quotes.articles_of(anna.store.quotes.uids())
    first, other = next((one, two) for one in articles for two in articles if articles[one] != articles[two])
    write_notes.write(anna, first, SECRET)
    write_notes.write(anna, other, "Kept for later.")
    mark_quote.toggle(anna, first)
    write_notes.tag(anna, [first, other], ["backroom"])
    assert undo_changes.undo(anna) is not None
    shared(ben).pull()
    purge_articles.purge(ben, [articles[first]])

    def stored() -> str:
        tables = ("annotation", "mark", "journal_row", "journal")
        return str([newsroom.sql(f"SELECT * FROM quotebrowser.{name}") for name in tables])

    assert SECRET not in stored()
    assert articles[first] not in stored()
    assert newsroom.sql("SELECT count(*) FROM quotebrowser.mark") == [(0,)]
    assert "Kept for later." in stored()
    assert not held(newsroom, anna, SECRET)
    assert said(anna, other).note == "Kept for later."
    assert undo_changes.undo(anna) is not None
    for library in two:
        assert library.store.check() == ()


def test_who_purged_what_others_do_not_see_they_are_not_told(
    newsroom: Newsroom, two: tuple[Library, Library]
) -> None:
    anna, _ = two
    members.add_members(parse(newsroom.address), "merger", [newsroom.named("anna")])
    article = anna.store.articles.ids()[0]
    embargo_articles.embargo(anna, [article], "merger")
    written = "SELECT * FROM quotebrowser.write"
    before = newsroom.sql(written, newsroom.user("ben"))
    purge_articles.purge(anna, [article])
    assert newsroom.sql(written, newsroom.user("ben")) == before


def test_nobody_forgets_what_others_keep_of_an_article_that_is_there(
    newsroom: Newsroom, two: tuple[Library, Library]
) -> None:
    anna, _ = two
    uid = anna.store.quotes.uids()[0]
    write_notes.write(anna, uid, SECRET)
    newsroom.sql("SELECT quotebrowser.forget(array_agg(no)) FROM quotebrowser.article", newsroom.user("ben"))
    assert said(anna, uid).note == SECRET
    rita = newsroom.user("rita", "reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        newsroom.sql("SELECT quotebrowser.forget('{1}')", rita)
