"""What is said of a comparison as a whole: copies, speakers, translations, who was first."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from quotebrowser import ingest
from quotebrowser.errors import UsageError
from quotebrowser.library import Comparison, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import circumstances, compare_versions
from quotebrowser.model import Fact, Provenance

WORDS: Final = "The harbour wall will not survive another winter storm without repairs"
WIRE: Final = (
    f"PORT ELDER (Agency) - “{WORDS},” said Anna Holt. The council met for three hours and heard engineers, "
    "fishermen and two professors. Nobody voted for the cheaper plan, which the treasurer had called a "
    "mistake. The next meeting is in March, when the state decides about its share of the costs."
)
OWN: Final = f"Anna Holt was plain about it. “{WORDS},” said Anna Holt. She spoke until the doors closed."


def shelf(directory: Path, *articles: tuple[str, str, str]) -> Library:
    """A library of articles, each with its outlet, date and text."""
    library = Library.open(directory / "library")
    for outlet, date, text in articles:
        path = directory / f"{outlet}.txt"
        path.write_text(
            f"---\noutlet: {outlet}\n{f'date: {date}' if date else ''}\n---\n{text}\n", encoding="utf-8"
        )
        outcomes = list(add_files.add(library, [path], ingest.Given()))
        assert [one.outcome for one in outcomes] == ["added"]
    return library


def compared(library: Library, words: str = "harbour wall") -> Comparison:
    row = search_quotes.search(library, words).rows[0]
    return compare_versions.compare(library, row.uid)


def test_a_text_of_an_agency_is_one_however_many_print_it(tmp_path: Path) -> None:
    library = shelf(
        tmp_path,
        ("One", "2025-01-02", WIRE), ("Two", "2025-01-03", WIRE), ("Three", "2025-01-02", WIRE + " More."),
        ("Own", "2025-01-02", OWN),
    )  # fmt: skip
    comparison = compared(library)
    assert len(comparison.collation.witnesses) == 4
    assert sorted(map(len, comparison.circumstances.texts)) == [1, 3]
    assert len(comparison.reprints) == 2
    row = search_quotes.search(library, "harbour wall").rows[0]
    assert (row.witnesses, row.texts) == (4, 2)
    wire = next(text for text in comparison.circumstances.texts if len(text) == 3)
    assert f"one text in {' '.join(wire)}" in circumstances.remarks(comparison)
    library.close()


HALL: Final = (
    "Anna Holt spoke in the old hall by the station before two hundred guests and the whole council, while "
    "outside it rained and the square stood empty but for three buses. Some of the guests left before the "
    "end, others stayed until the lights went out and the last train had gone."
)
ADDRESS: Final = (
    "In a long address on Wednesday evening the engineer set out what the town must pay for, and when. Some "
    "unions have announced that they will march on Saturday, from the fish market to the town hall. The "
    "shops of the quay closed early because of the police, the owners say."
)
RAIN: Final = (
    "It rained in Port Elder on the day of the vote, and the brass band that had been booked for the square "
    "played in the fish hall, between crates of ice, to eleven councillors, a dog and the harbour master's "
    "mother, who asked twice for the waltz and got a march each time."
)
HALLE: Final = (
    "In der alten Halle am Bahnhof drängten sich zweihundert Gäste und der ganze Rat, während es "
    "draußen regnete und der Platz leer blieb bis auf drei Busse. Einige der Gäste gingen vor dem Ende, "
    "andere blieben, bis das Licht ausging und der letzte Zug längst abgefahren war."
)
REDE: Final = (
    "Am Mittwochabend rechnete die Ingenieurin vor, was die Stadt zahlen muss und bis wann. Mehrere "
    "Verbände haben für Samstag einen Marsch vom Fischmarkt zum Rathaus angekündigt. Die Läden am Kai "
    "schlossen früher, wegen der vielen Polizisten, wie die Besitzer sagen, und wegen des Windes."
)
SPEECH: Final = " ".join(f"{WORDS}, and I said so to mayor number {n} of this town." for n in range(12))


@pytest.mark.parametrize(
    ("frames", "texts"),
    [
        ((HALL, ADDRESS), [1, 1]),
        ((HALL, HALL), [2]),
        ((RAIN, ADDRESS), [1, 1]),
        ((RAIN, RAIN), [2]),
        ((HALLE, REDE), [1, 1]),
        ((HALLE, HALLE), [2]),
        (("Holt spoke.", "Holt spoke."), [1, 1]),
        ((HALL, "Holt spoke."), [1, 1]),
    ],
    ids=[
        *("own narration", "one narration", "of rain", "of rain twice", "German", "German twice"),
        *("hardly any", "hardly any in one"),
    ],
)
def test_a_speech_that_is_shared_makes_no_text_one(
    tmp_path: Path, frames: tuple[str, str], texts: list[int]
) -> None:
    said = "sagte Anna Holt" if frames[0] is HALLE else "said Anna Holt"
    one, two = (f"{frame}\n\n“{SPEECH}” {said}." for frame in frames)
    library = shelf(tmp_path, ("One", "", one), ("Two", "", f"{two} The end."))
    comparison = compared(library)
    assert sorted(map(len, comparison.circumstances.texts)) == texts
    assert any("one text" in said for said in circumstances.remarks(comparison)) == (texts == [2])
    library.close()


def test_a_reprint_with_other_words_in_the_quote_is_no_reprint_of_the_quote(tmp_path: Path) -> None:
    library = shelf(tmp_path, ("One", "", WIRE), ("Two", "", WIRE.replace("another winter", "a winter")))
    comparison = compared(library)
    assert len(comparison.circumstances.texts) == 1
    assert comparison.reprints == {}
    library.close()


def test_articles_that_name_different_speakers_for_sure_are_told(tmp_path: Path) -> None:
    library = shelf(tmp_path, ("One", "", OWN), ("Two", "", OWN.replace("Anna Holt", "Peter Grann")))
    comparison = compared(library)
    assert {name for name, _ in comparison.circumstances.speakers} == {"Anna Holt", "Peter Grann"}
    assert circumstances.remarks(comparison)[0].startswith("attributed differently: ")
    assert {row["speaker"] for row in machine_output.compared(comparison)["attributed"]} == {  # type: ignore[attr-defined]
        "Anna Holt",
        "Peter Grann",
    }
    library.close()


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Anna Holt", "Ms. Holt"),
        ("Anna Holt", "Holt"),
        ("Thomas Reyes Jr.", "Tom Reyes"),
        ("Senator Anna Holt", "Anna Holt"),
        ("the council", "Anna Holt"),
    ],
)
def test_two_spellings_of_one_name_are_no_disagreement(tmp_path: Path, first: str, other: str) -> None:
    printed = [OWN.replace("Anna Holt", first), OWN.replace("said Anna Holt", f"said {other}")]
    library = shelf(tmp_path, ("One", "", printed[0]), ("Two", "", printed[1]))
    assert compared(library).circumstances.speakers == ()
    library.close()


def test_a_speaker_who_is_not_named_for_sure_is_no_disagreement(tmp_path: Path) -> None:
    library = shelf(tmp_path, ("One", "", WIRE), ("Two", "", OWN.replace("Anna Holt", "Peter Grann")))
    found = compared(library)
    quotes = [quote for one in found.articles for quote in library.store.quotes.of_article(one)]
    unsure = {
        one.uid: replace(one, attribution=replace(one.attribution, confidence=0.89))
        for one in quotes
        if one.attribution
    }
    assert circumstances.of(found.collation, found.articles, unsure).speakers == ()
    library.close()


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("2025-01-03", "2025-01-02"), {"Two"}),
        (("2025-01-02", "2025-01-02"), {"One", "Two"}),
        (("2025-01-02", ""), set()),
        (("2025-01", "2025-01-02"), set()),
    ],
)
def test_the_first_is_named_only_where_two_are_dated_to_the_day(
    tmp_path: Path, dates: tuple[str, str], first: set[str]
) -> None:
    library = shelf(tmp_path, ("One", dates[0], WIRE), ("Two", dates[1], OWN))
    comparison = compared(library)
    named = {
        one.siglum: comparison.articles[one.article].outlet.name for one in comparison.collation.witnesses
    }
    assert {named[one] for one in comparison.circumstances.first} == first
    tie = "first in this library: A and B, both 2025-01-02"
    assert (tie in circumstances.remarks(comparison)) == (len(first) == 2)
    library.close()


@pytest.mark.parametrize(
    ("guess", "first"),
    [
        (Fact("2025-01-01", Provenance.HEURISTIC, 0.8), "One"),
        (Fact("2025-01-01", Provenance.DETECTED), "One"),
        (Fact("2025-01-01", Provenance.PRINTED), "Guessed"),
        (Fact("2025-01-09", Provenance.HEURISTIC, 0.8), "One"),
    ],
    ids=["guessed earlier", "detected earlier", "printed earlier", "guessed later"],
)
def test_a_guessed_date_never_decides_who_was_first(tmp_path: Path, guess: Fact, first: str) -> None:
    library = shelf(
        tmp_path,
        ("One", "2025-01-02", WIRE),
        ("Two", "2025-01-03", OWN),
        ("Guessed", "2025-01-04", OWN + " More."),
    )
    found = compared(library)
    articles = {
        uid: replace(one, facts=replace(one.facts, published=guess)) if one.outlet.name == "Guessed" else one
        for uid, one in found.articles.items()
    }
    quotes = {quote.uid: quote for article in articles for quote in library.store.quotes.of_article(article)}
    named = {one.siglum: articles[one.article].outlet.name for one in found.collation.witnesses}
    said = circumstances.of(found.collation, articles, quotes)
    assert [named[one] for one in said.first] == [first]
    library.close()


def test_with_two_dates_of_which_one_is_guessed_nobody_is_first(tmp_path: Path) -> None:
    library = shelf(tmp_path, ("One", "2025-01-02", WIRE), ("Two", "2025-01-03", OWN))
    found = compared(library)
    guess = Fact("2025-01-03", Provenance.HEURISTIC, 0.8)
    articles = {
        uid: replace(one, facts=replace(one.facts, published=guess)) if one.outlet.name == "Two" else one
        for uid, one in found.articles.items()
    }
    assert circumstances.of(found.collation, articles, {}).first == ()
    library.close()


def test_a_translation_is_told_as_the_article_tells_it(tmp_path: Path) -> None:
    library = shelf(
        tmp_path,
        ("One", "", WIRE.replace("Holt.", "Holt, in remarks translated from Danish.")),
        ("Two", "", OWN),
    )
    comparison = compared(library)
    (siglum,) = comparison.circumstances.translated
    assert f"translated, as {siglum} says, so differences may come from translation" in circumstances.remarks(
        comparison
    )
    for flavour in ("markdown", "html", "tei"):
        assert "differences may come from translation" in compare_versions.export(comparison, flavour)
    library.close()


def test_what_a_speaker_says_of_translations_is_no_sign(tmp_path: Path) -> None:
    spoken = f"“{WORDS} and a translation of the report,” said Anna Holt."
    library = shelf(
        tmp_path, ("One", "", spoken), ("Two", "", f"Earlier: “{WORDS} and a translation,” Holt said.")
    )
    assert compared(library).circumstances.translated == ()
    library.close()


@pytest.mark.parametrize(
    ("languages", "told"),
    [(("en", "fr"), ("en", "fr")), (("en-GB", "en"), ()), (("en", ""), ()), (("", ""), ())],
)
def test_languages_are_told_where_the_versions_are_in_several(
    tmp_path: Path, languages: tuple[str, str], told: tuple[str, ...]
) -> None:
    library = shelf(tmp_path, ("One", "", WIRE), ("Two", "", OWN))
    found = compared(library)
    articles = {
        uid: replace(one, facts=replace(one.facts, language=Fact(tag, Provenance.GIVEN) if tag else None))
        for tag, (uid, one) in zip(languages, found.articles.items(), strict=True)
    }
    assert circumstances.of(found.collation, articles, {}).languages == told
    library.close()


def test_one_version_has_no_circumstances(tmp_path: Path) -> None:
    library = shelf(tmp_path, ("One", "2025-01-02", WIRE))
    comparison = compared(library)
    assert comparison.circumstances == type(comparison.circumstances)()
    assert circumstances.remarks(comparison) == ()
    library.close()


def test_a_version_marked_as_primary_is_the_base_until_the_mark_is_taken_off(tmp_path: Path) -> None:
    longer = OWN.replace("repairs,”", "repairs to its older half,”")
    library = shelf(tmp_path, ("One", "", WIRE), ("Two", "", longer))
    before = compared(library)
    base, other = (witness.article for witness in before.collation.witnesses)
    assert not before.primary
    assert correct_facts.set_values(library, [], {"primary": "yes"}, articles=[other]) == 1
    after = compared(library)
    assert after.primary
    assert after.collation.witnesses[0].article == other
    assert circumstances.remarks(after)[0] == "A is marked as primary: all versions are compared with it"
    assert machine_output.compared(after)["primary"] == "A"
    assert {row.article for row in search_quotes.search(library, "mark:primary", group=False).rows} == {other}
    correct_facts.set_values(library, [after.collation.witnesses[0].passages[0].quote], {"primary": "no"})
    assert compared(library).collation.witnesses[0].article == base
    library.close()


def test_primary_is_yes_or_no(tmp_path: Path) -> None:
    library = shelf(tmp_path, ("One", "", WIRE))
    with pytest.raises(UsageError, match="neither yes nor no"):
        correct_facts.set_values(library, [], {"primary": "perhaps"})
    library.close()
