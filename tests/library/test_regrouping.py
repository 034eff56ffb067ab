"""Groups of what many articles print: the same in whatever order the articles come, go and come back."""

import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from adding_material import added, exported
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, remove_articles
from quotebrowser.library.printed_spans import passages
from quotebrowser.library.upkeep import ranks, regroup
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Form,
    Kind,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    article_id,
    passage_uid,
)

SEEDS = Path(__file__).parents[2] / "seeds"
LONG = "The harvest failed twice and nobody in the valley received a single sack of grain from the depot"
OTHER = "Our bridges will stand long after the engineers who measured them have retired to the coast"
SENTENCES = [
    LONG,
    LONG.replace("nobody", "everybody"),
    LONG[: len(LONG) // 2].rstrip(),
    "nobody in the valley received a single sack of grain",
    OTHER,
    f"{LONG}. {OTHER}.",
    OTHER.replace("engineers", "surveyors"),
    "single sack of grain",
    "wholly unfounded",
    "unfounded",
]
NARRATION = [
    "That was what the governor said at the fair in Wasilla, where the farmers had waited for hours.",
    "At the gate of the old mill a spokeswoman read from a paper and took no questions afterwards.",
]


@dataclass(frozen=True)
class Made:
    """What an article of these tests prints."""

    quotes: tuple[str, ...]
    narration: int
    day: str
    speaker: str
    mentions: bool
    """Whether the last of several quotes is not told as speech."""
    record: bool
    """Whether it is the transcript of one turn, whose sentences the quotes are."""

    def stored(self, number: int) -> tuple[Article, tuple[Quote, ...]]:
        """The article and its quotes."""
        name, told = article_id(str(number)), NARRATION[self.narration]
        text, spans = "", []
        for quote in self.quotes:
            start = len(text) + len(told) + 2
            spans.append(Span(start, start + len(quote)))
            text += f"{told} “{quote}” {told} "
        day = Fact(self.day, Provenance.GIVEN) if self.day else None
        form = Fact(Form.TRANSCRIPT, Provenance.GIVEN) if self.record else None
        facts = Facts(published=day, form=form)
        said = Speaker(self.speaker, self.speaker, "", SpeakerKind.PERSON)
        by = Attribution(said, None, None, "cue", 0.95) if self.speaker else None
        kinds = [Kind.STATEMENT] * len(spans)
        if self.mentions and len(kinds) > 1:
            kinds[-1] = Kind.MENTION
        if self.record:
            turn = Quote(passage_uid(name, spans[0].start), name, tuple(spans), Kind.STATEMENT, by)
            return Article(name, text, f"{number}.txt", facts), (turn,)
        quotes = (
            Quote(passage_uid(name, span.start), name, (span,), kind, by)
            for span, kind in zip(spans, kinds, strict=True)
        )
        return Article(name, text, f"{number}.txt", facts), tuple(quotes)


State = tuple[list[object], ...]


def state(library: Library) -> State:
    """All groups, what is said of them, and the links they follow from."""
    asked = (
        "SELECT uid, utterance FROM passage ORDER BY uid",
        "SELECT * FROM utterance ORDER BY id",
        (
            "SELECT min(a.uid, b.uid) AS one, max(a.uid, b.uid) AS other, tier, info, cover FROM link"
            " JOIN passage a ON a.no = link.a JOIN passage b ON b.no = link.b ORDER BY one, other"
        ),
    )
    return tuple(list(library.store._db.rows(statement)) for statement in asked)


def groups(library: Library) -> set[frozenset[str]]:
    """Uids of the passages of each utterance."""
    found: dict[object, set[str]] = {}
    for uid, utterance in library.store._db.rows("SELECT uid, utterance FROM passage"):
        found.setdefault(utterance, set()).add(uid)
    return {frozenset(uids) for uids in found.values()}


def add(library: Library, made: Sequence[Made], numbers: Iterable[int]) -> None:
    for number in numbers:
        article, quotes = made[number].stored(number)
        with library.store.transaction():
            library.store.articles.add(article, quotes)
            regroup.group_article(library, article, passages(article, quotes))


def drop(library: Library, numbers: Iterable[int]) -> None:
    for number in numbers:
        with library.store.transaction():
            left = regroup.drop_article(library, article_id(str(number)))
            library.store.articles.purge(article_id(str(number)))
            regroup.regroup(library, left)


MADE = st.lists(
    st.builds(
        Made,
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(tuple),
        st.integers(0, 1),
        st.sampled_from(["", "2021-03-01", "2021-03-02", "2021-09-01"]),
        st.sampled_from(["", "ada li", "bo sample"]),
        st.booleans(),
        st.sampled_from([False, False, True]),
    ),
    min_size=3,
    max_size=8,
)


@settings(max_examples=20)
@given(MADE, st.integers(1, 3), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_in_which_articles_come_and_go(
    made: list[Made], standing: int, chance: random.Random
) -> None:
    numbers = list(range(len(made)))
    chance.shuffle(numbers)
    half = len(numbers) // 2
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranks, "STANDING", standing)
        library = Library.open(Path(home) / "library")
        add(library, made, numbers[:half])
        some = state(library)
        add(library, made, numbers[half:])
        everything = state(library)
        drop(library, numbers[half:])
        assert state(library) == some
        drop(library, numbers[:half])
        add(library, made, reversed(numbers))
        assert state(library) == everything
        assert library.store.check() == ()
        library.close()


def near_copies(folder: Path, number: int) -> list[Path]:
    """Files that print one text under other headlines, each with a word or a sentence changed."""
    paragraphs = [
        "Ada Li, the mayor, spoke at the harbour on Monday, as she had done on each Monday of that year.",
        *(f"“{LONG.replace('depot', word)},” said Li. The farmers heard {word} for hours." for word in WORDS),
        f"She called the report “wholly unfounded”. {OTHER}.",
    ]
    folder.mkdir()
    paths = []
    for at in range(number):
        lines = list(paragraphs)
        changed = at % len(lines)
        if at % 3 == 0:
            lines[changed] = lines[changed].replace("single", f"single{at}").replace("heard", f"heard{at}")
        elif at % 3 == 1:
            del lines[changed]
        text = "\n\n".join([f"Desk {at} prints this", *lines])
        paths.append(folder / f"{at:02}.txt")
        paths[-1].write_text(text.replace("“", '"').replace("”", '"') if at % 2 else text, "utf-8")
    return paths


def records(folder: Path) -> list[Path]:
    """A transcript and captions of what the articles print, with a sentence that comes again."""
    again = "Nobody asked the ferrymen before the ice broke on the lower lake."
    said = [f"{LONG}. {again}", *(f"{LONG.replace('depot', word)}." for word in WORDS), f"{OTHER}. {again}"]
    cues = (f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n<v Ada Li>{one}" for at, one in enumerate(said))
    turns = (f"{who}: {one}" for who, one in zip(["ADA LI", "BO KAY"] * 3, said, strict=True))
    texts = {
        "talk.txt": "\n\n".join(["Transcript of the meeting", *turns]),
        "talk.vtt": "\n\n".join(["WEBVTT", *cues]),
        "report.txt": f"“{OTHER}. {again[:-1]},” said Ada Li, the mayor. “{LONG}. {again}”",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


WORDS = ["depot", "warehouse", "monastery", "lighthouse"]


def test_those_that_stand_for_the_others_make_the_groups_that_comparing_all_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = near_copies(tmp_path / "texts", 24)
    found = []
    for standing in (3, 10_000):
        monkeypatch.setattr(ranks, "STANDING", standing)
        library = Library.open(tmp_path / f"library {standing}")
        added(library, *paths)
        found.append(groups(library))
        library.close()
    assert found[0] == found[1]
    assert max(map(len, found[0])) >= 16


def test_groups_over_two_records_are_the_same_after_six_shuffles_and_a_removal(tmp_path: Path) -> None:
    paths = [*near_copies(tmp_path / "texts", 3), *records(tmp_path / "texts")]
    expected: State = ()
    for turn in range(6):
        random.Random(turn).shuffle(paths)
        library = Library.open(tmp_path / f"library {turn}")
        list(add_files.add(library, paths, jobs=1))
        expected = expected or state(library)
        assert state(library) == expected
        library.close()
    library = Library.open(tmp_path / "library 5")
    remove_articles.remove(library, [row.id for row in library.store.articles.rows()[::2]])
    list(add_files.add(library, paths, jobs=1))
    assert state(library) == expected
    assert sorted(map(len, groups(library)))[-2:] == [7, 15]
    rows: list[Any] = [row for row in exported(library) if str(row["path"]).endswith("talk.txt")]
    assert [len(row["spans"]) for row in rows] == [len(row["groups"]) for row in rows] == [2, 1, 1, 1, 1, 2]
    assert rows[0]["groups"][1] != rows[-1]["groups"][1]
    library.close()


@pytest.mark.parametrize("standing", [2, ranks.STANDING])
def test_groups_are_the_same_after_six_shuffles_and_when_articles_are_deleted_and_added_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standing: int
) -> None:
    monkeypatch.setattr(ranks, "STANDING", standing)
    paths = [*SEEDS.glob("*.txt"), *near_copies(tmp_path / "texts", 13)]
    expected: State = ()
    for turn in range(6):
        random.Random(turn).shuffle(paths)
        library = Library.open(tmp_path / f"library {turn}")
        added(library, *paths)
        expected = expected or state(library)
        assert state(library) == expected
        if turn == 5:
            remove_articles.remove(library, [row.id for row in library.store.articles.rows()[::2]])
            added(library, *paths)
            assert state(library) == expected
        library.close()


def test_a_corrected_date_and_its_correction_leave_the_groups_as_they_were(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    added(library, *near_copies(tmp_path / "texts", 12))
    expected = state(library)
    articles = [row.id for row in library.store.articles.rows()[:5]]
    correct_facts.set_values(library, (), {"published": "2021-03-01"}, articles=articles)
    correct_facts.set_values(library, (), {"published": ""}, articles=articles)
    assert state(library) == expected
    library.close()


def test_the_copy_of_a_copy_is_counted_as_one_text_more(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    added(library, *near_copies(tmp_path / "texts", 14))
    (counts,) = library.store._db.rows(
        "SELECT witnesses, texts FROM utterance ORDER BY witnesses DESC LIMIT 1"
    )
    assert counts == (14, 1)
    library.close()


def test_what_other_rules_grouped_is_grouped_again_before_anything_is_added(tmp_path: Path) -> None:
    first, *rest = sorted(path for path in SEEDS.iterdir() if path.is_file())
    fresh, older = (Library.open(tmp_path / name) for name in ("fresh", "older"))
    added(fresh, first, *rest)
    added(older, *rest)
    store = older.store
    with store.transaction():
        store.meta.set("rules of grouping", "of old")
        for article in store.articles.ids():
            store.passages.drop(article)
    added(older, first)
    assert _groups(older) == _groups(fresh)
    older.close()
    fresh.close()


def _groups(library: Library) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for article in library.store.articles.all():
        for one in library.store.passages.passages_of(article.id):
            pointer = library.store.quotes.pointer(one.uid)
            assert pointer is not None
            found.setdefault(pointer.utterance, set()).add(one.uid)
    return set(map(frozenset, found.values()))


@pytest.mark.parametrize(("number", "found"), [(40, 41), (41, 1), (600, 1)])
def test_words_that_an_article_marks_time_and_again_are_held_against_nobody(
    tmp_path: Path, number: int, found: int
) -> None:
    words = "whipsawed crooked harbour lanterns"
    marked = "".join(f"The “{words}” glow at night {at}.\n\n" for at in range(number))
    said = f"“We will mend the {words} before the winter comes,” Anna Berg said."
    for turn, texts in enumerate(((marked, said), (said, marked))):
        library = Library.open(tmp_path / f"library {turn}")
        for at, text in enumerate(texts):
            (tmp_path / f"{turn}-{at}.txt").write_text(text, encoding="utf-8")
            added(library, tmp_path / f"{turn}-{at}.txt")
        sizes = {
            len(library.store.passages.members(pointer.utterance))
            for article in library.store.articles.all()
            for one in library.store.passages.passages_of(article.id)
            if (pointer := library.store.quotes.pointer(one.uid)) and pointer.utterance
        }
        library.close()
        assert sizes == {found}
