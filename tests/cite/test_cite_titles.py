"""Titles, names and dates as the styles print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.cite.parts.author_names import Name, parse, parse_all
from quotebrowser.cite.parts.csl_marks import Marked, processed
from quotebrowser.cite.parts.date_forms import american, ap, british, mla
from quotebrowser.cite.parts.headline_case import headline_case, title_case
from quotebrowser.cite.parts.initials import full, initials
from quotebrowser.cite.parts.nested_marks import Outer, curled, nested, pairs
from quotebrowser.cite.parts.runs import Run, ended, italic, line, listed, plain, quoted
from quotebrowser.model import Date


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("", ""),
        ("ferries", "Ferries"),
        ("a war on two fronts", "A War on Two Fronts"),
        ("what the talks are about", "What the Talks Are About"),
        ("the talks: a view from the pier", "The Talks: A View from the Pier"),
        ("who won? the pier", "Who Won? The Pier"),
        ("iPhone sales at IKEA in the U.S.", "iPhone Sales at IKEA in the U.S."),
        ("it’s all over, they’re gone", "It’s All over, They’re Gone"),
        ("the by-election in a well-known port", "The By-Election in a Well-Known Port"),
        ("‘to be’ or not", "‘To Be’ or Not"),
        ("el niño and são paulo", "El Niño and São Paulo"),
    ],
)
def test_title_case_raises_lower_case_words_but_small_ones(title: str, expected: str) -> None:
    assert title_case(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("\r'", "\r'"),
        ("the\t'big' blow", "The\t'big' Blow"),
        ("the\n'big' blow", "The\n'big' Blow"),
        ("the\u00a0'big' blow", "The\u00a0'big' Blow"),
        ("the\u202f'big' blow", "The\u202f'big' Blow"),
        ("the\u2028'big' blow", "The\u2028'big' Blow"),
        ("the   'big'   blow", "The   'big'   Blow"),
        ("the \t\u00a0'big'", "The \t\u00a0'Big'"),
        ('the\t"big"  blow', 'The\t"big"  Blow'),
        ("the\t‘big’\n“blow”", "The\t‘Big’\n“Blow”"),
        ("'big' blow", "'big' Blow"),
        ("  'big' blow", "  'big' Blow"),
        ("big 'blow'", "Big 'Blow'"),
        ("big blow '", "Big Blow '"),
        ("'", "'"),
        ("''", "''"),
        ("   ", "   "),
        ("e\u0301tat libre", "E\u0301tat Libre"),
        ("\u0345a war", "\u0345a War"),
        ("ßeta of ŉ and ŉdag", "ßeta of ŉ and ŉdag"),
        ("ﬁnance and ﬂows", "ﬁnance and ﬂows"),
        ("İzmir and ısparta", "İzmir and ısparta"),
        ("the µm and the µ-meson", "The µm and the µ-Meson"),
        ("the ǆep", "The ǅep"),
        ("the თბილისი papers", "The თბილისი Papers"),
        ("ﬁ 'ß' ŉ", "ﬁ 'ß' ŉ"),
    ],
)
def test_title_case_leaves_white_space_and_letters_without_a_capital_of_their_own(
    title: str, expected: str
) -> None:
    assert title_case(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("the port’s 'quiet summer' is over", "The Port’s 'Quiet Summer' Is Over"),
        ("the port's ‘quiet summer’ is over", "The Port's ‘Quiet Summer’ Is Over"),
        ('the "quiet summer" is over', 'The "Quiet Summer" Is Over'),
        ("the “quiet summer” is over", "The “Quiet Summer” Is Over"),
        ("the «quiet summer» is over", "The «Quiet Summer» Is Over"),
        ("the „quiet summer“ is over", "The „Quiet Summer“ Is Over"),
        ("the ‹quiet summer› is over", "The ‹Quiet Summer› Is Over"),
        ("‘we pay’, says mayor", "‘We Pay’, Says Mayor"),
        ("'we pay,' says mayor", "'We Pay,' Says Mayor"),
        ("“it's 'too late' for us,” she says", "“It's 'Too Late' for Us,” She Says"),
        ("ferries: 'a slow goodbye' begins", "Ferries: 'A Slow Goodbye' Begins"),
        ("a budget — 'thin as paper' — passes", "A Budget — 'Thin as Paper' — Passes"),
        ("an off-'season' market", "An Off-'Season' Market"),
        ("state-of-the-art pumps in a 'half-empty' yard", "State-of-the-Art Pumps in a 'Half-Empty' Yard"),
        ("new rules for e-scooters", "New Rules for E-Scooters"),
        ("what they’re fighting for", "What They’re Fighting For"),
        ("’tis the season of salt ’n’ vinegar", "’Tis the Season of Salt ’n’ Vinegar"),
        ("a coup d’état at l’aquila", "A Coup d’état at l’aquila"),
    ],
)
def test_words_within_marks_of_every_shape_are_raised_as_those_outside(title: str, expected: str) -> None:
    assert headline_case(title) == expected


@given(st.text(st.sampled_from("ab -\u00a0'\"‘’“”„«»‹›:.ßﬁŉİıµ\u0301"), max_size=40))
def test_headline_case_changes_nothing_but_case(title: str) -> None:
    raised = headline_case(title)
    assert len(raised) == len(title)
    assert all(after in (before, before.title()) for before, after in zip(title, raised, strict=True))


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(st.sampled_from("ab \t\n\u00a0\u202f\u2028'\"‘’“”-:?.ßﬁŉİıµǆα\u0345\u0301"), max_size=60),
    )
)
def test_title_case_changes_nothing_but_case(title: str) -> None:
    raised = title_case(title)
    assert len(raised) == len(title)
    for before, after in zip(title, raised, strict=True):
        assert after == before or (after.lower() == before and after.istitle())


@pytest.mark.parametrize("unit", [" ", "\t", " '", "'", "' ", "a '", "“", "a-"])
def test_a_long_title_is_raised_and_marked_in_linear_time(unit: str) -> None:
    # What takes the square of the length would run into the suite's time limit here.
    assert len(title_case(unit * 100_000)) == len(unit) * 100_000
    assert len(headline_case(unit * 100_000)) == len(unit) * 100_000
    assert len(processed(unit * 100_000, "none").text) == len(unit) * 100_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it’s the generals’ war", []),
        ("rock ’n’ roll", []),
        ("‘no’ and “yes”", [(0, 3, False), (9, 13, True)]),
        ('he said "no" twice', [(8, 11, True)]),
        ("‘he’s gone’", [(0, 10, False)]),
        ("« oui »", [(0, 6, True)]),
        ("“open", []),
        ("he said 'it’s no' and", [(8, 16, False)]),
    ],
)
def test_only_paired_marks_are_quotation_marks(text: str, expected: list[tuple[int, int, bool]]) -> None:
    assert [(pair.opening, pair.closing, pair.double) for pair in pairs(text)] == expected


@given(st.text(st.sampled_from("ab '\"“”‘’«»"), max_size=40), st.sampled_from(["double", "single", "none"]))
def test_nesting_changes_marks_only_and_settles_at_once(text: str, outer: str) -> None:
    around = {"double": "double", "single": "single", "none": "none"}[outer]
    found = nested(text, around)  # type: ignore[arg-type]
    marks = str.maketrans(dict.fromkeys("'\"“”‘’«»", ""))
    assert len(found) == len(text)
    assert found.translate(marks) == text.translate(marks)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("\r'", "\r’"),
        ("'no' and", "“no” and"),
        (" 'no' and", " “no” and"),
        ("\t'no' and", "\t“no” and"),
        ("the\u00a0'no'  'yes'", "the\u00a0“no”  “yes”"),
        ("the\u202f'no'\u2028'yes'", "the\u202f“no”\u2028“yes”"),
        ("the \n 'no' in \"it\"", "the \n “no” in ‘it’"),
        ('the ("no") it’s  out', "the (“no”) it’s  out"),
        ("  none", "  none"),
    ],
)
def test_white_space_before_a_mark_of_a_title_stays(title: str, expected: str) -> None:
    assert processed(title, "none").text == expected


@given(
    st.text(st.sampled_from("ab \t\n\u00a0\u202f\u2028('\"‘’“”,.ßﬁ"), max_size=40),
    st.sampled_from(["double", "single", "none"]),
)
def test_marks_of_a_title_change_into_marks_only(text: str, outer: Outer) -> None:
    found = processed(text, outer)
    marks = str.maketrans(dict.fromkeys("'\"“”‘’", "'"))
    assert found.text.translate(marks) == text.translate(marks)
    assert found.closing <= len(text)


def test_straight_marks_of_a_title_are_curled() -> None:
    assert curled("it's \"no\" in 'the' end") == "it’s “no” in ‘the’ end"
    assert curled("it's") == "it’s"
    assert curled('a "no"') == "a “no”"
    assert curled("plain") == "plain"


def test_the_engines_rule_leaves_curly_single_marks_of_a_bare_title() -> None:
    assert processed("‘no’ and 'yes'", "none") == Marked("‘no’ and “yes”", 1)
    assert nested("‘no’ and 'yes'", "none") == "“no” and “yes”"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Dana R. Levin", Name("Levin", "Dana R.")),
        ("Levin, Dana R.", Name("Levin", "Dana R.")),
        ("Berg, Anna van den", Name("Berg", "Anna", dropping="van den")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", "Jr.")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", "Jr.")),
        ("Reuters", Name("Reuters", literal=True)),
        ("Associated Press", Name("Associated Press", literal=True)),
        ("The Editorial Board", Name("The Editorial Board", literal=True)),
        ("The Intercept", Name("The Intercept", literal=True)),
        ("A Fisherman", Name("A Fisherman", literal=True)),
        ("The Herald, Jr.", Name("The Herald", suffix="Jr.", literal=True)),
        ("Theo Marsh", Name("Marsh", "Theo")),
        ("A. Marsh", Name("Marsh", "A.")),
        ("Marsh, The", Name("Marsh", "The")),
        ("Ann & Co", Name("Ann & Co", literal=True)),
        ("Agence France-Presse", Name("Agence France-Presse", literal=True)),
        ("Staff writers", Name("Staff writers", literal=True)),
        ("Desk 4", Name("Desk 4", literal=True)),
        ("Levin,", Name("Levin", literal=True)),
        ("李雷", Name("李雷", literal=True)),
    ],
)
def test_a_byline_is_split_only_where_it_is_surely_a_persons(printed: str, expected: Name) -> None:
    assert parse(printed) == expected


@pytest.mark.parametrize(
    ("name", "direct", "inverted", "demoted"),
    [
        (Name("Levin", "Dana R."), "Dana R. Levin", "Levin, Dana R.", "Levin, Dana R."),
        (Name("Brown", "J.K."), "J. K. Brown", "Brown, J. K.", "Brown, J. K."),
        (Name("de la Cruz", "Ana"), "Ana de la Cruz", "de la Cruz, Ana", "Cruz, Ana de la"),
        (Name("al-Assad", "Bashar"), "Bashar al-Assad", "al-Assad, Bashar", "Assad, Bashar al-"),
        (Name("King", "Martin", "Jr."), "Martin King Jr.", "King, Martin, Jr.", "King, Martin, Jr."),
        (Name("Reuters"), "Reuters", "Reuters", "Reuters"),
        (Name("王", "小明"), "王小明", "王小明", "王小明"),
        (Name("王", "John"), "王 John", "王 John", "王 John"),
    ],
)
def test_a_name_is_printed_in_each_order(name: Name, direct: str, inverted: str, demoted: str) -> None:
    assert (name.direct, name.inverted, name.demoted) == (direct, inverted, demoted)


def test_initials_keep_their_hyphens() -> None:
    assert initials("Jean-Paul R.", " ") == "J.-P. R."
    assert Name("Sartre", "Jean-Paul").initialled("") == "Sartre, J.-P."


@pytest.mark.parametrize(
    ("given", "whole", "short"),
    [
        ("", "", ""),
        ("J.K.", "J. K.", "J.K."),
        ("J K", "J. K.", "J.K."),
        ("Dana R", "Dana R.", "D.R."),
        ("Jong-un", "Jong-un", "J."),
        ("J.-P.", "J. P.", "J.-P."),
        ("Ch. Ivan", "Ch. Ivan", "Ch.I."),
        ("Yu. V.", "Yu. V.", "Yu.V."),
        ("SJ", "SJ", "S."),
        ("J.-Kim R.", "J.-Kim R.", "J.-K.R."),
        ("J.-R. Kim", "J. R. Kim", "J.-R.K."),
        ("A", "A.", "A."),
        ("Dana “Dee”", "Dana “Dee”", "D. “Dee”"),
        ("bell", "bell", "bell"),
        ("泽东", "泽东", "泽东"),
        ("Владимир", "Владимир", "В."),
        ("Lord", "Lord", "Lord"),
    ],
)
def test_given_names_are_stopped_in_full_and_shortened_to_initials(
    given: str, whole: str, short: str
) -> None:
    assert (full(given), initials(given, "")) == (whole, short)


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2025-01-08", ("January 8, 2025", "8 January 2025", "8 Jan. 2025", "Jan. 8, 2025")),
        ("2025-03-30", ("March 30, 2025", "30 March 2025", "30 Mar. 2025", "March 30, 2025")),
        ("2025-09", ("September 2025", "September 2025", "Sept. 2025", "in September 2025")),
        ("2025", ("2025", "2025", "2025", "in 2025")),
    ],
)
def test_no_more_of_a_date_is_printed_than_is_known(iso: str, expected: tuple[str, ...]) -> None:
    date = Date.parse(iso)
    assert date is not None
    assert (american(date), british(date), mla(date), ap(date)) == expected


@pytest.mark.parametrize(
    ("run", "mark", "expected"),
    [
        (quoted("Title"), ".", "“Title.”"),
        (quoted("Why?"), ".", "“Why?”"),
        (quoted("Why?"), ",", "“Why?,”"),
        (quoted("Why:"), ".", "“Why:”"),
        (quoted("Why,"), ",", "“Why,”"),
        (quoted("‘No’", closing=1), ",", "“‘No,’”"),
        (Run("the generals’"), ".", "the generals’."),
        (italic("the ‘end’", 1), ".", "the ‘end.’"),
        (Run(""), ".", ""),
    ],
)
def test_a_stop_stands_within_closing_marks(run: Run, mark: str, expected: str) -> None:
    assert plain(ended(line(run), mark)) == expected


def test_a_stop_after_italics_is_upright() -> None:
    assert ended(line(italic("The Herald"))) == (italic("The Herald"), Run("."))


def test_empty_pieces_vanish_from_a_line() -> None:
    assert listed(["", "a", line(), "b"]) == (Run("a, b"),)
    assert line("", italic("")) == ()


@pytest.mark.parametrize(
    ("byline", "families"),
    [
        ("Dana R. Levin", ["Levin"]),
        ("By Dana R. Levin", ["Levin"]),
        ("Dana R. Levin and Sam Okafor", ["Levin", "Okafor"]),
        ("Dana R. Levin & Sam Okafor", ["Levin", "Okafor"]),
        ("Staff and agencies", ["Staff and agencies"]),
        ("Reuters and Dana Levin", ["Reuters and Dana Levin"]),
        ("Byron Andersen", ["Andersen"]),
        ("Anna Lund, Ben Holt and Clara Moe", ["Lund", "Holt", "Moe"]),
        ("Anna Lund, Ben Holt", ["Lund", "Holt"]),
        ("Anna Lund, M.D., and Ben Holt, Ph.D.", ["Lund", "Holt"]),
        ("Anna Lund, Harbour Gazette, and Ben Holt, Reuters", ["Lund", "Holt"]),
        ("Rugby Smith and by-line Jones", ["Smith", "Jones"]),
    ],
)
def test_a_byline_of_two_persons_is_two_authors(byline: str, families: list[str]) -> None:
    assert [author.family for author in parse_all(byline)] == families


@pytest.mark.parametrize("unit", ["‘”", "“‘", "'a\"", "‘a’ ", '" ', "“”'"])
def test_long_runs_of_marks_are_paired_to_their_end(unit: str) -> None:
    # Pairing that takes the square of the length would run into the suite's time limit here.
    assert nested(unit * 100_000, "double")
