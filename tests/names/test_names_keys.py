"""Keys, titles and surnames."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.names import (
    Gender,
    gender_of_given,
    gender_of_title,
    is_title_word,
    key,
    split_title,
    surname,
)
from quotebrowser.text import fold
from quotebrowser.text.words import word_list

SAME = [
    ("titles", "Brig. Gen. Behrouz Esbati", "Behrouz Esbati"),
    ("accents", "José Muñoz", "Jose Munoz"),
    ("case", "NORA FELD", "Nora Feld"),
    ("middle initials", "Carl J. Nash", "Carl Nash"),
    ("the Arabic article", "Bashar al-Assad", "Bashar Assad"),
    ("its other spellings", "Bashar Al Assad", "Bashar al-Assad"),
    ("hyphens", "Anna-Maria Berg", "Anna Maria Berg"),
    ("a leading article", "The New York Times", "New York Times"),
    ("possessives", "Nora Feld’s", "Nora Feld"),
    ("curly apostrophes", "Sean O’Hara", "Sean O'Hara"),
    ("suffix spelled out", "Leon Baker, Junior", "Leon Baker Jr."),
]
OTHER = [
    ("a son and his father", "Leon Baker Jr.", "Leon Baker"),
    ("father and son", "Leon Baker Sr.", "Leon Baker Jr."),
    ("a surname and a full name", "Baker", "Leon Baker"),
    ("two given names", "Leon Baker", "Liam Baker"),
    ("a given name like an article", "Al Gore", "Gore"),
]
TITLES = [
    ("Brig. Gen. Behrouz Esbati", "Brig. Gen.", "Behrouz Esbati"),
    ("Ayatollah Seyyed Ali Khamenei", "Ayatollah Seyyed", "Ali Khamenei"),
    ("Secretary of State Dana Whitlock", "Secretary of State", "Dana Whitlock"),
    ("Prime Minister Hugh Marlow", "Prime Minister", "Hugh Marlow"),
    ("Secretary-Treasurer Ivy Chen", "Secretary-Treasurer", "Ivy Chen"),
    ("Nora Feld", "", "Nora Feld"),
    ("Pope", "", "Pope"),
    ("President of Harvard", "President", "of Harvard"),
    ("", "", ""),
]
SURNAMES = [
    ("Nora Feld", "Feld"),
    ("Bashar al-Assad", "al-Assad"),
    ("Charles de Gaulle", "de Gaulle"),
    ("Vincent van der Meer", "van der Meer"),
    ("Leon Baker Jr.", "Baker"),
    ("Gen. Tomas Reyes", "Reyes"),
    ("Madonna", "Madonna"),
    ("", ""),
]


@pytest.mark.parametrize(("what", "one", "other"), SAME)
def test_spellings_of_one_name_have_one_key(what: str, one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("what", "one", "other"), OTHER)
def test_different_people_have_different_keys(what: str, one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(("printed", "title", "name"), TITLES[:7])
def test_titles_are_taken_off_where_a_name_remains(printed: str, title: str, name: str) -> None:
    assert split_title(printed) == (title, name)


@pytest.mark.parametrize(("printed", "wanted"), SURNAMES)
def test_a_surname_keeps_its_particles(printed: str, wanted: str) -> None:
    assert surname(printed) == wanted


def test_a_string_without_words_has_no_key() -> None:
    assert key("…") == ""


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_a_key_is_the_key_of_itself_or_shorter(name: str) -> None:
    found = key(name)
    assert len(key(found).split()) <= max(1, len(found.split()))


@given(st.text(alphabet="AaBb .'-", max_size=30))
@settings(max_examples=150, deadline=None)
def test_title_and_name_are_parts_of_what_is_printed(printed: str) -> None:
    title, name = split_title(printed)
    assert printed.startswith(title) or printed.strip().startswith(title)
    assert printed.strip().endswith(name)


def test_given_names_and_titles_tell_the_gender() -> None:
    assert gender_of_given("Maria") is Gender.FEMALE
    assert gender_of_given("karl") is Gender.MALE
    assert gender_of_given("Jordan") is Gender.EITHER
    assert gender_of_given("Behemoth") is None
    assert gender_of_title("Mrs.") is Gender.FEMALE
    assert gender_of_title("Prince") is Gender.MALE
    assert gender_of_title("Senator") is None


def test_a_title_is_known_with_and_without_its_full_stop() -> None:
    assert is_title_word("Gen.")
    assert is_title_word("gen")
    assert is_title_word("attorney-general")
    assert not is_title_word("table")
    assert not is_title_word("well-known")


def test_a_word_list_is_read_over_lines() -> None:
    assert word_list("one two\n three") == ("one", "two", "three")


@pytest.mark.parametrize("name", ["Søren Holm", "Łukasz Nowak", "Đorđe Ilić", "Işıl Kaya"])
def test_keys_of_names_keep_letters_with_a_stroke_as_libraries_have_stored_them(name: str) -> None:
    kept = key(name)
    assert not kept.isascii()
    assert kept != key(fold(name))


@pytest.mark.parametrize("unit", ["A.", "the ", "Jr ", "al-", "Dr. ", "van "])
def test_the_longest_name_has_its_key_at_once(unit: str) -> None:
    started = time.process_time()
    key(unit * 100_000)
    surname(unit * 100_000)
    assert time.process_time() - started < 5
