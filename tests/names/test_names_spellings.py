"""Names in rarer spellings: suffixes, particles, articles, offices, and words that are no title."""

import pytest

from quotebrowser.names import (
    Gender,
    gender_of_given,
    gender_of_title,
    is_title_word,
    key,
    split_title,
    surname,
)

KEYS = [
    ("a possessive after s", "James’", "james"),
    ("a possessive inside", "Nora Feld's office", "nora feld office"),
    ("an apostrophe inside a name", "Sean O’Hara’s", "sean o'hara"),
    ("a third", "Leon Baker III", "leon baker iii"),
    ("a suffix moves to the end", "Leon Baker, Sr., mayor", "leon baker mayor sr"),
    ("a suffix alone is a name", "Junior", "junior"),
    ("an article alone is a name", "The", "the"),
    ("an article before an article", "The A Team", "team"),
    ("an initial first stays", "J. Carl Nash", "j carl nash"),
    ("an initial last stays", "Carl Nash J.", "carl nash j"),
    ("a middle name stays", "Ann Ruth Dole", "ann ruth dole"),
    ("two initials go", "Carl J. P. Nash", "carl nash"),
    ("of two words none is a middle one", "C. Nash", "c nash"),
    ("an Arabic article alone stays", "El", "el"),
    ("nothing but articles stays", "al-El", "al el"),
    ("Al before a surname is a given name", "Al Nash", "al nash"),
    ("El before a surname is one too", "El Nash", "el nash"),
    ("al before a surname is an article", "al-Nash", "nash"),
    ("ul inside", "Zia ul-Haq", "zia haq"),
    ("underscores divide", "nora_feld", "nora feld"),
    ("numbers stay", "Channel 24", "channel 24"),
]


@pytest.mark.parametrize(("name", "wanted"), [case[1:] for case in KEYS], ids=[case[0] for case in KEYS])
def test_the_key_of_a_name(name: str, wanted: str) -> None:
    assert key(name) == wanted


SURNAMES = [
    ("a third", "Leon Baker III", "Baker"),
    ("two particles", "Maria de la Torre", "de la Torre"),
    ("a particle that opens the name", "Van Meer", "Meer"),
    ("a suffix without its stop", "Leon Baker jr", "Baker"),
    ("a second", "Leon Baker II", "Baker"),
    ("a suffix alone", "Jr.", "Jr."),
    ("a title before a particle", "Chancellor Alex van der Bellen", "van der Bellen"),
    ("bin", "Abdullah bin Zayed", "bin Zayed"),
    ("blanks only", "   ", ""),
]


@pytest.mark.parametrize(
    ("printed", "wanted"), [case[1:] for case in SURNAMES], ids=[case[0] for case in SURNAMES]
)
def test_the_surname_of_a_name(printed: str, wanted: str) -> None:
    assert surname(printed) == wanted


TITLES = [
    ("of a place before a name", "Mayor of Oslo Ivy Chen", ("Mayor", "of Oslo Ivy Chen")),
    ("an office with of", "Secretary of Defense Mark Hale", ("Secretary of Defense", "Mark Hale")),
    ("an office with for", "Minister for Education Ivy Chen", ("Minister for Education", "Ivy Chen")),
    (
        "a title after an office",
        "Secretary of State Gen. Mark Hale",
        ("Secretary of State Gen.", "Mark Hale"),
    ),
    ("of a place ends the title", "Mayor of Oslo", ("Mayor", "of Oslo")),
    ("an office and nobody", "Secretary of State", ("Secretary", "of State")),
    ("of without a title", "Duchess", ("", "Duchess")),
    ("a title after the name stays", "Nora Feld President", ("", "Nora Feld President")),
    ("titles alone leave the last", "Vice President", ("Vice", "President")),
    ("blanks around", "  Dr.  Nora Feld ", ("Dr.", "Nora Feld")),
    (
        "seven titles",
        "Former Deputy Assistant Secretary Rear Adm. Sir Hugh Marlow",
        ("Former Deputy Assistant Secretary Rear Adm. Sir", "Hugh Marlow"),
    ),
]


@pytest.mark.parametrize(
    ("printed", "wanted"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES]
)
def test_title_and_name(printed: str, wanted: tuple[str, str]) -> None:
    assert split_title(printed) == wanted


def test_more_titles_than_anybody_bears_are_not_all_taken() -> None:
    title, name = split_title("Dr. " * 20 + "Feld")
    assert (title, name) == ("Dr. " * 11 + "Dr.", "Dr. " * 8 + "Feld")


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("PRESIDENT", True), ("Lt.", True), ("Secretary-General", True), ("president-elect", True),
     ("vice-chair", False), ("ex-mayor", False), ("General-purpose", False), ("", False)],
)  # fmt: skip
def test_what_is_a_word_of_a_title(word: str, wanted: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_title_word(word) is wanted


@pytest.mark.parametrize(
    ("title", "gender"),
    [("Mx.", Gender.EITHER), ("Brig. Gen. Sir", Gender.MALE), ("MRS", Gender.FEMALE),
     ("Congresswoman", Gender.FEMALE), ("Frau Dr.", Gender.FEMALE), ("Dr.", None), ("", None)],
)  # fmt: skip
def test_the_gender_a_title_tells(title: str, gender: Gender | None) -> None:
    assert gender_of_title(title) is gender


def test_a_given_name_is_known_in_any_case_and_a_surname_is_not() -> None:
    assert gender_of_given("AGNES") is gender_of_given("agnes") is Gender.FEMALE
    assert gender_of_given("Haddad") is None
    assert gender_of_given("") is None
