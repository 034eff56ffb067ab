"""Names of authors: what is the family name, and what beside a name is no part of it."""

from typing import Final

import pytest

from quotebrowser.cite.item import item_of
from quotebrowser.cite.parts.author_names import Name, parse, parse_all
from quotebrowser.cite.render import reference
from quotebrowser.model import Article, Fact, Facts, Provenance


@pytest.mark.parametrize(
    ("title", "byline", "printed"),
    [
        ("The <i>Orca</i> &amp; the pier", "Eva Lund, M.D.", "Lund, E. (n.d.). The Orca & the pier."),
        (
            "Mayor&#8217;s last word",
            "Sean O&#8217;Hara; Eva Lund",
            "O’Hara, S., & Lund, E. (n.d.). Mayor’s last word.",
        ),
        (
            "The *Orca* and the `pier`",
            "Pedro Salas y Ortiz",
            "Salas y Ortiz, P. (n.d.). The Orca and the pier.",
        ),
        ("10<sup>6</sup> boats", "Eva Lund, Harbour Gazette", "Lund, E. (n.d.). 10⁶ boats."),
        (
            "&lt;b&gt;Ferry&lt;/b&gt; stops",
            "Eva Lund and Ben Holt, PhD",
            "Lund, E., & Holt, B. (n.d.). Ferry stops.",
        ),
    ],
)
def test_title_and_byline_are_printed_without_markup_and_what_stands_beside_names(
    title: str, byline: str, printed: str
) -> None:
    known = Facts(
        title=Fact(title, Provenance.GIVEN),
        byline=Fact(byline, Provenance.GIVEN),
        outlet=Fact("The Harbour Gazette", Provenance.GIVEN),
    )
    article = Article("a1", f"# {title}\n\n“We stay.”\n", "a.md", known)
    assert reference(item_of(article), "apa").startswith(printed)


def test_a_title_stays_where_one_word_would_be_left() -> None:
    assert parse("Dr. Lund") == Name("Lund", "Dr.")
    assert parse("Prof. Dr. Lund") == Name("Lund", "Dr.")


_EVA: Final = Name("Lund", "Eva")


@pytest.mark.parametrize(
    "printed",
    [
        "Eva Lund, M.D.", "Eva Lund, M. D.", "Eva Lund, MD", "Eva Lund MD", "Eva Lund, Ph.D.",
        "Eva Lund, Ph. D.", "Eva Lund PhD", "Eva Lund, MD, MPH", "Eva Lund, M.B.A.", "Eva Lund, RN",
        "Eva Lund, R.N.", "Eva Lund OBE", "Eva Lund, O.B.E.", "Eva Lund, Esq.", "Eva Lund KC",
        "Eva Lund, SC", "Eva Lund, CPA", "Eva Lund, LL.M.", "Dr. Eva Lund", "Prof. Dr. Eva Lund",
        "Dame Eva Lund, DBE", "Eva Lund, Pharm. D., RPh", "Eva Lund m.d.", "Eva Lund D.phil",
    ],
)  # fmt: skip
def test_degrees_honours_and_titles_are_no_part_of_a_name(printed: str) -> None:
    assert parse(printed) == _EVA


@pytest.mark.parametrize(
    "printed",
    [
        "Eva Lund, Harbour Gazette", "Eva Lund, The Harbour Gazette", "Eva Lund, H. G.", "Eva Lund, HG",
        "Eva Lund, University of Tromsø", "Eva Lund, staff writer", "Eva Lund, Political Editor",
        "Eva Lund, Reuters", "Eva Lund, CNN", "Eva Lund, Oslo", "Eva Lund, for the Gazette",
        "Eva Lund of the Harbour Gazette", "Eva Lund for Reuters", "Eva Lund in Oslo",
        "Eva Lund (Harbour Gazette)", "Eva Lund | Harbour Gazette", "Eva Lund – Gazette staff",
        "Eva Lund, Harbour Gazette, Oslo", "Eva Lund, lund@gazette.example", "Eva Lund, MD, Bay Hospital",
    ],
)  # fmt: skip
def test_whom_somebody_works_for_is_no_part_of_a_name(printed: str) -> None:
    assert parse(printed, "The Harbour Gazette") == _EVA


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    [
        ("Pedro Salas y Ortiz", "Salas y Ortiz", "Pedro"),
        ("Salas y Ortiz, Pedro", "Salas y Ortiz", "Pedro"),
        ("Jordi Puig i Cadafalch", "Puig i Cadafalch", "Jordi"),
        ("Rita Moura e Castro", "Moura e Castro", "Rita"),
        ("Elena Fuentes Rojas", "Fuentes Rojas", "Elena"),
        ("Juan José Núñez Ibáñez", "Núñez Ibáñez", "Juan José"),
        ("Fuentes Rojas, Elena", "Fuentes Rojas", "Elena"),
        ("Juan Carlos Fuentes", "Fuentes", "Juan Carlos"),
        ("Elena Fuentes Hart", "Hart", "Elena Fuentes"),
        ("Luís Paulo Teixeira da Rocha", "da Rocha", "Luís Paulo Teixeira"),
        ("Inés de la Vega", "de la Vega", "Inés"),
        ("Mia Holt-Jansen", "Holt-Jansen", "Mia"),
        ("Piet van der Molen", "van der Molen", "Piet"),
        ("Greet op den Berg", "op den Berg", "Greet"),
        ("Anna von und zu Stein", "von und zu Stein", "Anna"),
        ("Khalid bin Nasser", "bin Nasser", "Khalid"),
        ("Layla al-Hadi", "al-Hadi", "Layla"),
        ("Siobhán Ní Bhriain", "Ní Bhriain", "Siobhán"),
        ("Owen St. Clair", "St. Clair", "Owen"),
        ("Martin dela Cruz", "dela Cruz", "Martin"),
        ("Yo-Yo MA", "MA", "Yo-Yo"),
        ("Van Morris", "Morris", "Van"),
        ("Lund, Eva, PhD", "Lund", "Eva"),
        ("Lund, E. M.", "Lund", "E. M."),
        ("Adeyemi Balogun, Maria", "Adeyemi Balogun", "Maria"),
        ("Eva in Oslo", "Oslo", "Eva in"),
    ],
)
def test_a_family_name_is_as_long_as_a_particle_or_a_table_of_surnames_shows(
    printed: str, family: str, given: str
) -> None:
    assert parse(printed) == Name(family, given)


def test_in_a_spanish_article_one_known_surname_shows_that_there_are_two() -> None:
    assert parse("Elena Fuentes Hart", language="es-MX") == Name("Fuentes Hart", "Elena")


@pytest.mark.parametrize(
    ("printed", "inverted", "short"),
    [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa", "Nguyễn"),
        ("Tran Van Binh", "Tran Van Binh", "Tran"),
        ("Park Ji-won", "Park Ji-won", "Park"),
        ("Ji-won Park", "Park, Ji-won", "Park"),
        ("Hoa Nguyen", "Nguyen, Hoa", "Nguyen"),
        ("Sigríður Jónsdóttir", "Sigríður Jónsdóttir", "Sigríður Jónsdóttir"),
        ("Þór Einarsson", "Þór Einarsson", "Þór Einarsson"),
        ("Erik Larsson", "Larsson, Erik", "Larsson"),
        ("Oluwaseun Adeyemi, Lagos", "Oluwaseun Adeyemi, Lagos", "Oluwaseun Adeyemi, Lagos"),
        ("Oluwaseun Adeyemi, de Lagos", "Oluwaseun Adeyemi, de Lagos", "Oluwaseun Adeyemi, de Lagos"),
        ("Eva Lund Press in Oslo", "Eva Lund Press in Oslo", "Eva Lund Press in Oslo"),
        ("Friends of the Harbour", "Friends of the Harbour", "Friends of the Harbour"),
        ("Reuters, Oslo", "Reuters", "Reuters"),
    ],
)
def test_a_name_that_is_not_turned_around_by_those_who_bear_it_stays(
    printed: str, inverted: str, short: str
) -> None:
    name = parse(printed)
    assert (name.inverted, name.short) == (inverted, short)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Eva Lund and Sean O’Hara", (_EVA, Name("O’Hara", "Sean"))),
        ("Eva Lund and Reuters, Oslo", (_EVA, Name("Reuters", literal=True))),
        ("Eva Lund and Reuters", (Name("Eva Lund and Reuters", literal=True),)),
    ],
)
def test_a_byline_with_a_name_that_may_be_part_of_another_stays_whole(
    printed: str, names: tuple[Name, ...]
) -> None:
    assert parse_all(printed) == names
