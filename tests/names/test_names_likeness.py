"""How two names are alike: a table of names as newspapers of four languages print them."""

import pytest

from quotebrowser.names import key
from quotebrowser.names.likeness import Likeness, alone, likeness, meeting, short_forms

ALIKE: list[tuple[str, str, Likeness | None]] = [
    ("Ostrander", "Clara Ostrander", Likeness.SURNAME),
    ("von Traunfels", "Ida von Traunfels", Likeness.SURNAME),
    ("Traunfels", "Ida von Traunfels", Likeness.SURNAME),
    ("Le Marrec", "Yann Le Marrec", Likeness.SURNAME),
    ("Quintana Roble", "Inés Quintana Roble", Likeness.SURNAME),
    ("Quintana", "Inés Quintana Roble", Likeness.SURNAME),
    ("Dr. Müllner", "Jörg Muellner", Likeness.SURNAME),
    ("Ostrander", "Clara Ostrander Jr.", Likeness.SUFFIX),
    ("Abel Ostrander", "Abel Ostrander Sr.", Likeness.SUFFIX),
    ("Abel Ostrander Jr.", "Abel Ostrander Sr.", None),
    ("Clara Ostrander", "Clara Whitlock Ostrander", Likeness.MORE),
    ("Karl Reithner", "Hans Karl Reithner", Likeness.MORE),
    ("Inés Quintana", "Inés Quintana Roble", Likeness.MORE),
    ("C. Ostrander", "Clara Ostrander", Likeness.INITIAL),
    ("J.-P. Vasseur", "Jean-Pierre Vasseur", Likeness.INITIAL),
    ("E. Ostrander", "Clara Ostrander", None),
    ("Bill Ostrander", "William Ostrander", Likeness.SHORT),
    ("Pepe Quintana", "José Quintana", Likeness.SHORT),
    ("Clara Ostrander", "Clara Ostrandor", Likeness.SPELLING),
    ("Zelinskyy", "Zelinsky", Likeness.SPELLING),
    ("Clara", "Clara Ostrander", Likeness.GIVEN),
    ("Maria", "Inés Maria Quintana", Likeness.GIVEN),
    ("HPO", "Harbour Protection Office", Likeness.ACRONYM),
    ("Harbour Office", "Clara Ostrander", None),
    ("Clara Ostrander", "Edith Ostrander", None),
    ("Mrs. Ostrander", "Peter Ostrander", None),
    ("Jean-Luc Vasseur", "Jean-Pierre Vasseur", None),
    ("Maricopa Harbour", "Melissa Holm", None),
    ("Ann Quintana Roble", "Inés Quintana Mora", None),
]


@pytest.mark.parametrize(("a", "b", "like"), ALIKE, ids=[f"{a} - {b}" for a, b, _ in ALIKE])
def test_two_names_are_alike_whichever_is_first(a: str, b: str, like: Likeness | None) -> None:
    assert (likeness(a, b), likeness(b, a)) == (like, like)
    one, other = key(a), key(b)
    called = alone(one) in short_forms(other) or alone(other) in short_forms(one)
    assert like is None or called or meeting(one) & meeting(other)


def test_only_a_given_name_and_a_suffix_say_nothing_by_themselves() -> None:
    assert {like for like in Likeness if like.weak} == {Likeness.GIVEN, Likeness.SUFFIX}
