"""The fingerprints of a library's articles follow what becomes of the articles."""

import shutil
from pathlib import Path

import pytest

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing.purge_articles import purge
from quotebrowser.library.finding import sources
from quotebrowser.library.upkeep import level
from quotebrowser.library.verifying import verify_words

FOG = "The harbour master has denied that any ship was lost in the fog last week."
TOLD = "any ship was lost in the fog last week"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of one article that quotes nobody, and one that does."""
    (tmp_path / "fog.txt").write_text(f"{FOG} It stayed quiet.\n", encoding="utf-8")
    (tmp_path / "road.txt").write_text("“We will close the road in March,” Ann Lee said.\n", encoding="utf-8")
    opened = Library.open(tmp_path / "library")
    list(add_files.add(opened, [tmp_path / "fog.txt", tmp_path / "road.txt"], jobs=1))
    return opened


def told(library: Library) -> str:
    """The name of the verdict on words that the article without quotes prints."""
    return verify_words.verify(library, TOLD).name


def of_fog(library: Library) -> str:
    """The id of the article that quotes nobody."""
    return next(article.id for article in library.store.articles.all() if FOG in article.text)


def test_an_article_that_quotes_nobody_is_found(library: Library) -> None:
    assert told(library) == "unquoted"


def test_an_article_that_is_added_later_is_found(library: Library, tmp_path: Path) -> None:
    words = "Nine wooden boats were painted blue by the children of the school."
    assert verify_words.verify(library, words).name == "none"
    (tmp_path / "boats.txt").write_text(words, encoding="utf-8")
    list(add_files.add(library, [tmp_path / "boats.txt"], jobs=1))
    assert verify_words.verify(library, words).name == "unquoted"


def test_a_removed_article_is_not_found_and_a_restored_one_is(library: Library) -> None:
    assert told(library) == "unquoted"
    fog = next(
        one for one in library.store.articles.ids() if FOG in library.store.articles.many([one])[0].text
    )
    library.store.articles.remove(fog)
    assert told(library) == "none"
    library.store.articles.restore(fog)
    assert told(library) == "unquoted"


def test_a_purged_article_leaves_no_fingerprints(library: Library) -> None:
    assert told(library) == "unquoted"
    fog = next(
        one for one in library.store.articles.ids() if FOG in library.store.articles.many([one])[0].text
    )
    purge(library, [fog])
    held = b"".join(path.read_bytes() for path in library.index_directory.rglob("*") if path.is_file())
    assert int(fog, 16).to_bytes(8, "little") not in held
    assert told(library) == "none"


@pytest.mark.parametrize("harm", ["taken away", "cut off", "rebuilt"])
def test_fingerprints_that_are_gone_or_damaged_are_made_again(library: Library, harm: str) -> None:
    assert told(library) == "unquoted"
    place = library.index_directory / "texts"
    if harm == "taken away":
        shutil.rmtree(place)
    elif harm == "cut off":
        path = next(place.glob("*.prints"))
        path.write_bytes(path.read_bytes()[:-40])
    else:
        level.rebuild(library)
    assert told(library) == "unquoted"


def test_adding_makes_no_fingerprints_of_few_articles(library: Library) -> None:
    assert not (library.index_directory / "texts").exists()
    sources.article_prints(library)
    assert (library.index_directory / "texts").is_dir()


def test_where_no_fingerprints_can_be_made_that_is_said(library: Library) -> None:
    sources.article_prints(library)
    shutil.rmtree(library.index_directory / "texts")
    (library.index_directory / "texts").write_text("in the way", encoding="utf-8")
    verdict = verify_words.verify(library, TOLD)
    assert verdict.name == "none"
    assert "the text outside quotation marks was not looked through" in verdict.sentence
