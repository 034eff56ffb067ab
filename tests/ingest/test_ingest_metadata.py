"""Facts from beside an article and from its head, and which of them hold."""

from pathlib import Path

import pytest

from quotebrowser.ingest import Given, article_of, read
from quotebrowser.model import Article, Fact, Facts, Provenance, Rejected

BODY = "“We will not sell the harbour,” the mayor said.\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where one article lies, two folders below the top."""
    path = tmp_path / "papers" / "herald" / "harbour-1.txt"
    path.parent.mkdir(parents=True)
    path.write_text(BODY, encoding="utf-8")
    return path


def found(path: Path, given: Given | None = None) -> Article:
    """The article at `path`."""
    (outcome,) = read(path, given or Given())
    assert isinstance(outcome, Article), outcome
    return outcome


def refused(path: Path) -> str:
    """Why it is none."""
    (outcome,) = read(path)
    assert isinstance(outcome, Rejected), outcome
    return outcome.reason


def values(facts: Facts) -> dict[str, str]:
    """Facts by name."""
    return {key: fact.value for key, fact in facts.known()}


def test_the_nearer_to_the_user_wins(place: Path) -> None:
    place.write_text(
        f"---\nlanguage: en\nvia: head\noutlet: head\ntitle: head\nurl: https://head.example\n---\n{BODY}"
    )
    (place.parent.parent / "articles.toml").write_text(
        '[defaults]\nvia = "far"\noutlet = "far"\ntitle = "far"\nurl = "far"\n', encoding="utf-8"
    )
    (place.parent / "articles.toml").write_text(
        '[[article]]\nfile = "harbour-*"\noutlet = "near"\ntitle = "near"\nurl = "near"\n', encoding="utf-8"
    )
    place.with_name("harbour-1.txt.toml").write_text('title = "own"\nurl = "own"\n', encoding="utf-8")
    given = Given(Facts(url=Fact("given", Provenance.GIVEN)))
    facts = found(place, given).facts
    assert values(facts) == {"url": "given", "title": "own", "outlet": "near", "via": "far", "language": "en"}
    assert [fact.provenance.value for _, fact in facts.known()] == [
        "sidecar",
        "manifest",
        "given",
        "manifest",
        "frontmatter",
    ]


def test_every_key_of_a_metadata_file_is_read(place: Path) -> None:
    place.with_name("harbour-1.txt.toml").write_text(
        'outlet = " Example\\nHerald "\ntitle = "T"\nauthors = ["Ada Example", " ", "Bo Sample"]\n'
        "published = 2025-01-09\nmodified = 2025-01-10T08:00:00Z\naccessed = 2025\n"
        'url = "https://example.org/1"\nagency = "Example Wire"\nvia = "The Sample"\nlanguage = "en"\n'
        'archive_url = "https://perma.cc/2ABC-9XYZ"\nsection = "B"\npage = 3\nnote = "kept nowhere"\n',
        encoding="utf-8",
    )
    assert values(found(place).facts) == {
        "outlet": "Example Herald",
        "title": "T",
        "byline": "Ada Example; Bo Sample",
        "published": "2025-01-09",
        "modified": "2025-01-10T08:00:00+00:00",
        "accessed": "2025",
        "url": "https://example.org/1",
        "archived": "https://perma.cc/2ABC-9XYZ",
        "agency": "Example Wire",
        "via": "The Sample",
        "language": "en",
    }


PATTERNS = [
    # pattern, whether it means papers/herald/harbour-1.txt as seen from the top folder
    ("harbour-1.txt", True),
    ("harbour-?.txt", True),
    ("papers/herald/harbour-1.txt", True),
    ("./papers/herald/harbour-1.txt", True),
    ("papers/*", True),
    ("papers\\\\herald\\\\*.txt", True),
    ("herald/harbour-1.txt", False),
    ("HARBOUR-1.txt", False),
    ("harbour-2.txt", False),
]


@pytest.mark.parametrize(("pattern", "meant"), PATTERNS)
def test_a_pattern_is_a_name_or_a_path_from_its_folder(place: Path, pattern: str, meant: bool) -> None:  # noqa: FBT001
    (place.parent.parent.parent / "articles.toml").write_text(
        f'[[article]]\nfile = "{pattern}"\noutlet = "x"\n', encoding="utf-8"
    )
    assert (found(place).facts.outlet is not None) == meant


def test_a_name_goes_before_a_pattern_and_the_first_pattern_before_the_next(place: Path) -> None:
    (place.parent / "articles.toml").write_text(
        '[[article]]\nfile = "*"\noutlet = "any"\ntitle = "any"\nvia = "any"\n'
        '[[article]]\nfile = "h*"\nvia = "h"\nagency = "h"\n'
        '[[article]]\nfile = "harbour-1.txt"\noutlet = "this"\n',
        encoding="utf-8",
    )
    assert values(found(place).facts) == {"outlet": "this", "title": "any", "via": "any", "agency": "h"}


BROKEN = [
    ("no TOML", "outlet = Herald", "not valid TOML"),
    ("no text", b"\xff\xfe\x00", "not valid TOML"),
    ("a typing error", '[[article]]\nfile = "*"\noutlett = "x"', "unknown key outlett; did you mean outlet?"),
    ("a key of another program", '[defaults]\nfoo = "x"', "the keys are outlet"),
    ("no date", '[defaults]\npublished = "yesterday"', "published must be a date such as 2025-01-09"),
    ("a date that never was", '[defaults]\npublished = "2025-02-30"', "must be a date"),
    ("no copy", '[defaults]\narchived = "box 7"', "archived must be a web address, not 'box 7'"),
    ("a number for a name", "[defaults]\noutlet = 7", "outlet must be text in quotation marks"),
    ("authors that are none", "[defaults]\nauthors = [1]", "authors must be"),
    ("no file", '[[article]]\noutlet = "x"', 'needs file = "NAME"'),
    ("a lone table", '[article]\nfile = "x"', "write [defaults] once and [[article]]"),
    ("an unknown table", "[article_one]", "unknown table article_one"),
]


@pytest.mark.parametrize(("text", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_metadata_file_that_is_not_understood_refuses_the_article(
    place: Path, text: str | bytes, said: str
) -> None:
    manifest = place.parent / "articles.toml"
    manifest.write_bytes(text.encode() if isinstance(text, str) else text)
    reason = refused(place)
    assert said in reason
    assert str(manifest) in reason
    manifest.write_text('[defaults]\noutlet = "corrected"', encoding="utf-8")
    assert values(found(place).facts) == {"outlet": "corrected"}


def test_a_sidecar_that_is_a_pipe_is_not_waited_for(place: Path) -> None:
    place.with_name("harbour-1.txt.toml").mkdir()
    assert values(found(place).facts) == {}
    (place.parent / "articles.toml").mkdir()
    assert "could not be read" in refused(place)


def test_empty_values_are_unknown(place: Path) -> None:
    place.with_name("harbour-1.txt.toml").write_text(
        'outlet = ""\nauthors = []\npublished = " "\n', encoding="utf-8"
    )
    assert values(found(place).facts) == {}


HEADS = [
    # name, the text before the body, the facts it gives
    (
        "flat",
        "---\ntitle: 'The harbour stays'\nauthor: Ada Example\ndate: Jan 9, 2025\nsource: https://example.org\n---\n",
        {
            "title": "The harbour stays",
            "byline": "Ada Example",
            "published": "2025-01-09",
            "url": "https://example.org",
        },
    ),
    (
        "lists",
        "---\nauthors:\n  - Ada Example\n  - 'Bo Sample'\ntags: [a, b]\nlang: en\n---\n",
        {"byline": "Ada Example; Bo Sample", "language": "en"},
    ),
    (
        "a list on one line",
        '---\nauthors: [Ada Example, "Bo Sample"]\n...\n',
        {"byline": "Ada Example; Bo Sample"},
    ),
    (
        "TOML",
        '+++\ntitle = "Harbour"\npublished = 2025-01-09\nauthors = ["Ada Example"]\nweight = 3\n+++\n',
        {"title": "Harbour", "byline": "Ada Example", "published": "2025-01-09"},
    ),
    (
        "a copy in an archive",
        "---\nurl: https://example.org/1\narchived: https://copies.example.net/7\n---\n",
        {"url": "https://example.org/1", "archived": "https://copies.example.net/7"},
    ),
    ("a sign that is no copy", "---\ntitle: T\narchived: true\narchive-url: box 7\n---\n", {"title": "T"}),
    (
        "what is not understood",
        "---\ndate: soon\nsource: a friend\ndraft: true\nnested:\n  deep: 1\n---\n",
        {},
    ),
    ("comments and blanks", "---\n# a note\n\ntitle: T and more\n---\n", {"title": "T and more"}),
    ("the first of two names", "---\nheadline: second\ntitle: first\n---\n", {"title": "first"}),
    ("no title but the headline", "---\nheadline: second\ntitle:\n---\n", {"title": "second"}),
]


@pytest.mark.parametrize(("head", "expected"), [row[1:] for row in HEADS], ids=[row[0] for row in HEADS])
def test_a_block_at_the_head_gives_facts_and_is_no_running_text(head: str, expected: dict[str, str]) -> None:
    for end in ("\n", "\r\n"):
        text = (head + BODY).replace("\n", end)
        article = article_of(text, origin="a.md")
        assert values(article.facts) == expected
        assert article.text == text
        assert article.furniture[0].of(text) == head.replace("\n", end)


NO_HEADS = [
    ("a rule", "---\n“We lost.”\n---\n"),
    ("left open", "---\ntitle: x\n" + BODY),
    ("not at the head", "\n---\ntitle: x\n---\n"),
    ("empty", "---\n---\n"),
    ("dialogue", "---\nShe said no.\nTitle: x\n---\n"),
]


@pytest.mark.parametrize("text", [row[1] for row in NO_HEADS], ids=[row[0] for row in NO_HEADS])
def test_what_is_no_such_block_is_running_text(text: str) -> None:
    article = article_of(text, origin="a.md")
    assert article.furniture == ()
    assert values(article.facts) == {}


def test_a_broken_block_of_toml_refuses_a_file_but_not_a_text(place: Path) -> None:
    place.write_text(f"+++\ntitle = The harbour\n+++\n{BODY}", encoding="utf-8")
    assert "not valid TOML" in refused(place)
    assert article_of(place.read_text(encoding="utf-8"), origin="x").furniture == ()


def test_the_same_bytes_are_another_article_where_another_outlet_is_given(place: Path) -> None:
    plain = found(place)
    given = Given(Facts(outlet=Fact("Example Herald", Provenance.GIVEN)))
    reprint = found(place, given)
    assert plain.id != reprint.id
    assert plain.sha256 == reprint.sha256
    assert found(place, given).id == reprint.id
    elsewhere = Given(Facts(url=Fact("https://example.org", Provenance.GIVEN)))
    assert found(place, elsewhere).id not in (plain.id, reprint.id)
    titled = Given(Facts(title=Fact("T", Provenance.GIVEN)))
    assert found(place, titled).id == plain.id
    place.with_name("harbour-1.txt.toml").write_text('outlet = "Example Herald"', encoding="utf-8")
    assert found(place).id == reprint.id


def test_a_text_of_no_file_has_an_id_of_its_own() -> None:
    assert article_of(BODY, origin="a").id == article_of(BODY, origin="b").id
    assert article_of(BODY + "\ud800", origin="a").id != article_of(BODY, origin="a").id
