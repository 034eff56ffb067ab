"""What a comparison says of whole articles: states, extents, second printings, exports."""

import itertools
from pathlib import Path

import pytest
from cli_runner import Run
from papers import SAID, compared, library_of

from quotebrowser.library import Comparison
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import compare_versions
from quotebrowser.model import Extent, Variation


def states(comparison: Comparison) -> set[Variation]:
    return {
        reading.state
        for column in comparison.collation.columns
        for reading in column.readings
        if not reading.text
    }


def printed(comparison: Comparison) -> list[str]:
    """The words of each version."""
    columns = comparison.collation.columns
    versions = zip(*(column.readings for column in columns), strict=True)
    return [" ".join(reading.text for reading in readings if reading.text) for readings in versions]


DECLARED = [
    (
        "The council said that we must mend the pier before winter and that we must shut the quay to lorries",
        "The council said that ... We must shut the quay to lorries",
    ),
    (
        "The judges ruled that they may keep the mill for a year and that they may keep the orchard for good",
        "The judges ruled that … they may keep the orchard for good",
    ),
    (
        "Der Rat hat gesagt, dass wir die Brücke bald reparieren müssen und dass wir den Kai sperren",
        "Der Rat hat gesagt, dass ... Wir den Kai sperren",
    ),
    (
        "Nobody knew that the ferry would sink in the night, that the ferry would take the crew down with it",
        "Nobody knew … that the ferry would take the crew down with it",
    ),
]


@pytest.mark.parametrize(("whole", "cut"), DECLARED)
def test_a_declared_cut_is_told_as_declared(tmp_path: Path, whole: str, cut: str) -> None:
    library = library_of(tmp_path, [f"“{whole},” {SAID}.", f"“{cut},” {SAID}."])
    found = compared(library, whole.rsplit(maxsplit=1)[-1])
    assert len(found.collation.witnesses) == 2
    assert states(found) == {Variation.CUT_DECLARED}
    library.close()


TWICE = [
    (
        "the harbour road will never be closed to heavy lorries",
        "The harbour road will be closed to heavy lorries",
    ),
    (
        "the council must not pay for the new school and its garden",
        "The council must pay for the new school and its garden",
    ),
    (
        "at least thirty boats were lost in the storm of March",
        "At least thirteen boats were lost in the storm of March",
    ),
    (
        "die alte Hafenstraße wird niemals für schwere Lastwagen gesperrt",
        "Die alte Hafenstraße wird für schwere Lastwagen gesperrt",
    ),
]


@pytest.mark.parametrize(("first", "second"), TWICE)
def test_what_an_article_prints_twice_in_two_wordings_has_two_rows(
    tmp_path: Path, first: str, second: str
) -> None:
    twice = f"Anna Berg said “{first}” on Monday.\n\nIn the evening she repeated: “{second},” Anna Berg said."
    once = f"“{first[0].upper()}{first[1:]},” Anna Berg said on Monday."
    library = library_of(tmp_path, [twice, once])
    rows = search_quotes.search(library, " ".join(first.split()[-2:]), group=False).rows
    found = compare_versions.compare(library, next(row.pointer for row in rows if row.outlet == "Paper 1"))
    versions = found.collation.witnesses
    assert sorted((one.siglum.strip("AB"), one.again) for one in versions) == [("", 0), ("", 0), ("′", 1)]
    assert {text.strip(" ,").casefold() for text in printed(found)} == {first.casefold(), second.casefold()}
    assert any(one.level.may_change_meaning for one in found.collation.differences)
    assert all(flavour in compare_versions.export(found, "markdown") for flavour in ("printed again", second))
    assert ".again" in compare_versions.export(found, "tei")
    library.close()


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("The harbour road will never be closed to heavy lorries", "Never be closed to heavy lorries."),
        ("We have not sold a single brick of the old mill", "A single brick of the old mill?"),
        ("Die Hafenstraße wird nie für schwere Lastwagen gesperrt", "Nie für schwere Lastwagen gesperrt!"),
    ],
)
def test_what_an_article_prints_twice_in_the_same_words_has_one_row(
    tmp_path: Path, words: str, again: str
) -> None:
    twice = f"“{words},” Anna Berg said.\n\nAnna Berg said: “{again}”"
    library = library_of(tmp_path, [twice, f"“{words},” she said."])
    found = compared(library, words.rsplit(maxsplit=1)[-1])
    assert [one.siglum for one in found.collation.witnesses] == ["A", "B"]
    library.close()


LONGER = [
    (
        "The harbour road will be closed to heavy lorries in the first week of March.",
        "The council has voted for it twice, and it will vote for it again.",
    ),
    ("Our ferry sails at dawn whatever the forecast may say.", "Nobody was ever left on the quay for rain."),
    ("Die alte Brücke wird im Frühjahr für Lastwagen gesperrt.", "Der Rat hat zweimal dafür gestimmt."),
]


@pytest.mark.parametrize(("sentence", "more"), LONGER)
@pytest.mark.parametrize("asked", range(3))
def test_the_extent_is_measured_against_the_quote_that_was_asked_for(
    tmp_path: Path, asked: int, sentence: str, more: str
) -> None:
    texts = (sentence, sentence, f"{sentence} {more}")
    library = library_of(tmp_path, [f"“{text}” Anna Berg said." for text in texts])
    rows = search_quotes.search(library, sentence.split()[2], group=False).rows
    row = next(row for row in rows if row.outlet == f"Paper {asked}")
    found = compare_versions.compare(library, row.pointer)
    extents = {found.articles[one.article].outlet.name: one.extent for one in found.collation.witnesses}
    short = Extent.PART if asked == 2 else Extent.WHOLE
    assert extents == {"Paper 0": short, "Paper 1": short, "Paper 2": Extent.WHOLE}
    library.close()


DATED = [
    [
        "But Anna Berg stated: “I don’t call losing it something to be proud of. We were beaten badly.”",
        "“I don’t call losing it something to be proud of,” said Anna Berg. “We were beaten badly.”",
        "“We were beaten badly,” Anna Berg said.",
    ],
    [
        "Tom Reyes said: “If it rains the pier is closed. Nobody may cross the new bridge at night.”",
        "“If it rains the pier is closed,” said Tom Reyes. “Nobody may cross the new bridge at night.”",
        "“Nobody may cross the new bridge at night,” Tom Reyes said.",
    ],
    [
        "Ann Lee wrote: “We did not sell the mill to anybody. The orchard will be kept by the council.”",
        "“We did not sell the mill to anybody,” said Ann Lee. “The orchard will be kept by the council.”",
        "“The orchard will be kept by the council,” Ann Lee said.",
    ],
    [
        "Karl Weber sagte: „Wir haben nichts verkauft, worauf wir bauen. Der Kai wird nicht gesperrt.“",
        "„Wir haben nichts verkauft, worauf wir bauen“, sagte Karl Weber. „Der Kai wird nicht gesperrt.“",
        "„Der Kai wird nicht gesperrt“, sagte Karl Weber.",
    ],
]


@pytest.mark.parametrize("texts", DATED, ids=["of", "closed", "anybody", "bauen"])
def test_dating_an_article_changes_no_difference(tmp_path: Path, texts: list[str]) -> None:
    library = library_of(tmp_path, texts)
    ids = [row.article for row in sorted(search_quotes.search(library, "").rows, key=lambda row: row.origin)]
    told = []
    for dates in ("", *itertools.permutations(("2025-01-01", "2025-01-02", "2025-01-03"))):
        for article, date in zip(ids, dates, strict=False):
            correct_facts.set_values(library, [], {"date": date}, articles=[article])
        found = compared(library, texts[2].split()[1]).collation
        assert found.witnesses
        told.append([(one.category, one.level, one.state) for one in found.differences])
    assert all(one == told[0] for one in told)
    assert "negation" not in [category for category, *_ in told[0]]
    library.close()


PARAGRAPHS = [
    (
        "Mayor Anna Berg wrote in a letter to the town:",
        [
            "The road has carried lorries for forty years.",
            "It was never built for that.",
            "Nobody will lose a job.",
        ],
    ),
    ("Tom Reyes told the crew:", ["The ferry is old.", "We will mend it in the spring, as we said."]),
    (
        "Karl Weber sagte:",
        [
            "Die Straße trägt seit vierzig Jahren Lastwagen.",
            "Sie wurde nie dafür gebaut.",
            "Niemand wird seine Arbeit verlieren.",
        ],
    ),
    ("Paul Roche a déclaré:", ["La route porte des camions.", "Elle n'a jamais été construite pour cela."]),
    (
        "Ann Lee wrote to the crew:",
        ["I am leaving.", "Nobody asked me to.", "We had good years in this house.", "I thank you all."],
    ),
]


@pytest.mark.parametrize(("lead", "paragraphs"), PARAGRAPHS)
def test_paragraphs_of_one_speech_are_one_quote(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, lead: str, paragraphs: list[str]
) -> None:
    speech = "\n\n".join(f"“{words}" for words in paragraphs)
    library_of(tmp_path, [f"{lead}\n\n{speech}”"]).close()
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    whole = " ".join(paragraphs)
    (row,) = run("search", paragraphs[0].split()[-1], "--json").rows
    assert row["text"] == whole
    cited = run("cite", row["uid"])
    assert whole.rstrip(".") in cited.out
    assert "narration" not in cited.out + cited.err
    assert "…" not in cited.out
    assert whole in run("compare", row["uid"]).out


SCATTERED = [
    (
        "We will mend the pier in the spring, and then we will open the old harbour road again to all.",
        "“We will mend the pier in the spring,” Anna Berg said.\n\nMuch was said about money.\n\n{}",
        "To her it is plain: we “will open the old harbour road again” when it is time, Berg said.",
        "will open",
    ),
    (
        "I did not need to do this, but my father had asked me to keep the mill for the town.",
        "“My father had asked me to keep the mill for the town,” Anna Berg said.\n\nShe went home.\n\n{}",
        "“I did not need to do this,” Berg said.",
        "I did not",
    ),
    (
        "Wir werden den Pier im Frühjahr reparieren, und dann werden wir die alte Hafenstraße wieder öffnen.",
        "„Wir werden den Pier im Frühjahr reparieren“, sagte Anna Berg.\n\nViel wurde geredet.\n\n{}",
        "Für sie ist klar, dass man „die alte Hafenstraße wieder öffnen“ müsse, sagte Berg.",
        "die alte",
    ),
]


@pytest.mark.parametrize(("whole", "first", "second", "start"), SCATTERED)
def test_words_of_another_quotation_of_the_article_are_not_called_not_quoted(
    tmp_path: Path, whole: str, first: str, second: str, start: str
) -> None:
    library = library_of(tmp_path, [f"“{whole}” Anna Berg said.", first.format(second)])
    found = compared(library, " ".join(whole.split()[-4:-2]))
    (lost,) = [
        column.readings
        for column in found.collation.columns
        if any(reading.text.startswith(start) for reading in column.readings)
    ]
    assert Variation.NOT_QUOTED not in [reading.state for reading in lost]
    library.close()


@pytest.mark.parametrize(
    ("words", "condition", "rest"),
    [
        ("We will close the pier", "if the council pays us", "and then we leave"),
        ("The ferry sails at dawn", "unless the ice is thick", "and it comes back at night"),
        ("Wir sperren den alten Pier", "wenn der Rat uns bezahlt", "und gehen dann nach Hause"),
    ],
)
def test_one_stretch_of_words_is_one_difference(
    tmp_path: Path, words: str, condition: str, rest: str
) -> None:
    texts = (f"{words} {condition} {rest}", f"{words} {rest}", words)
    library = library_of(tmp_path, [f"“{text},” Anna Berg said." for text in texts])
    (found,) = (one for one in compared(library, words).collation.differences if one.level)
    assert (found.category, found.state) == ("condition", Variation.RUNS_ON)
    assert found.note == f"goes on: ‘{condition} {rest},’"
    library.close()


VERBATIM = [
    (
        "We meet a two-in-three chance of hail - that is all",
        "We meet a two-in-three chance of hail—that is all",
    ),
    ("It was 14-0 at the end and they sang all night", "It was 14–0 at the end and they sang all night"),
    ("[W]e write to the long-term tenants of the mill", "We write to the long term tenants of the mill"),
]


@pytest.mark.parametrize("texts", VERBATIM)
def test_words_are_printed_without_added_blanks(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, texts: tuple[str, str]
) -> None:
    library_of(tmp_path, [f"“{text},” Anna Berg said." for text in texts]).close()
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    told = run("compare", " ".join(texts[0].split()[-2:])).out
    assert all(text in told for text in texts)


@pytest.mark.parametrize(
    ("whole", "lost"),
    [
        ("We will not close the pier to anybody", "not"),
        ("I never asked the council for a single coin", "never"),
        ("Wir werden den alten Pier nicht sperren", "nicht"),
        ("Nous ne fermerons pas le vieux port aux camions", "pas"),
        ("Il vecchio porto non sarà venduto agli stranieri", "non"),
    ],
)
def test_a_dropped_not_is_named_where_it_is_missing(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, whole: str, lost: str
) -> None:
    texts = (whole, whole.replace(f"{lost} ", ""))
    library_of(tmp_path, [f"“{text},” Anna Berg said." for text in texts]).close()
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    words = whole.rsplit(maxsplit=1)[-1]
    told = run("compare", words).out
    assert whole.replace(lost, f"[runs on without: {lost}]") in told
    assert "negation" in told
    assert "meaning may differ" in told
    assert "meaning may differ" in run("search", words, "--group").out
    assert run("search", words, "--json").rows[0]["differs"] == "meaning may differ"
    assert "(meaning may differ)" in run("compare", words, "--markdown").out


REPEATED = [
    (
        "We will not close the pier to anybody",
        "“{0},” Anna Berg said. “The old harbour road is another matter altogether.”",
        "“{0},” Anna Berg said.\n\nAgain: “{0},” she said.",
    ),
    (
        "Nobody in this town has seen the ferry since",
        "“{0},” said Tom Reyes. “My father built the wooden bridge with his hands.”",
        "“{0},” said Tom Reyes.\n\nHe repeated: “{0}.”",
    ),
    (
        "Die alte Hafenstraße trägt seit vierzig Jahren Lastwagen",
        "Anna Berg sagte:\n\n„{0}.\n\n„Sie wurde nie dafür gebaut, und wir sperren sie“, sagte Berg.",
        "„{0}“, sagte Anna Berg am Montag.\n\nSpäter sagte Anna Berg noch einmal: „{0}“.",
    ),
]


@pytest.mark.parametrize(("words", "split", "twice"), REPEATED, ids=["pier", "ferry", "Straße"])
def test_an_export_has_a_group_for_each_part_and_a_row_for_each_repetition(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: str, split: str, twice: str
) -> None:
    library_of(tmp_path, [split.format(words), twice.format(words)]).close()
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    rows = run("export", "--format", "jsonl").rows
    parts, once, again = sorted(rows, key=lambda row: (row["path"], row["spans"]))
    assert len(parts["groups"]) == len(parts["parts"]) == 2
    assert parts["groups"][0] == once["groups"][0] != parts["groups"][1]
    assert (once["repeats"], again["repeats"], again["groups"]) == (None, once["uid"], once["groups"])
    found = next(row for row in run("search", words, "--json").rows if row["uid"] == parts["uid"])
    assert found["groups"] == parts["groups"]


@pytest.mark.parametrize("between", ["\n\n“", "\n\n\n\n\n\n\n\n“"])
def test_whatever_stands_between_paragraphs_but_words_is_no_narration(tmp_path: Path, between: str) -> None:
    speech = f"“The road has carried lorries for forty years.{between}It was never built for that.”"
    library = library_of(tmp_path, [f"Mayor Anna Berg wrote to the town:\n\n{speech}"])
    (row,) = search_quotes.search(library, "lorries").rows
    library.close()
    assert row.text == "The road has carried lorries for forty years. It was never built for that."


def test_narration_of_a_letter_or_two_is_narration(tmp_path: Path) -> None:
    library = library_of(tmp_path, ["“The road is closed,” I say, “and it stays closed.”"])
    texts = {row.text for row in search_quotes.search(library, "closed").rows}
    library.close()
    assert all("closed, and" not in text for text in texts)
