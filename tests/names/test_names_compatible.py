"""Whether two names may be one person's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.names import compatible, key

ONE = [
    ("the same name", "Nora Feld", "Nora Feld"),
    ("a title", "Sen. Nora Feld", "Nora Feld"),
    ("a doctor", "Dr. Nora Feld", "Professor Nora Feld"),
    ("a middle initial", "Carl J. Nash", "Carl Nash"),
    ("an initial and its name", "Carl J. Nash", "Carl James Nash"),
    ("a middle name", "Carl James Nash", "Carl Nash"),
    ("who goes by a middle name", "William Carl Nash", "Carl Nash"),
    ("a nickname", "Mike Nash", "Michael Nash"),
    ("two nicknames", "Bob Nash", "Rob Nash"),
    ("a nickname without its letters", "Bill Nash", "William Nash"),
    ("another", "Peggy Nash", "Margaret Nash"),
    ("a nickname of men and women", "Alex Feld", "Alexandra Feld"),
    ("a man's nickname that she bears", "Charlie Feld", "Charlotte Feld"),
    ("an office in an institution", "House Speaker Nora Feld", "Nora Feld"),
    ("a chief", "Port City Police Chief Nora Feld", "Nora Feld"),
    ("a woman's", "Liz Feld", "Elizabeth Feld"),
    ("a German one", "Hans Weber", "Johannes Weber"),
    ("a German one without its letters", "Sepp Huber", "Josef Huber"),
    ("a Dutch one", "Wim Bakker", "Willem Bakker"),
    ("a Spanish one", "Pepe Robles", "José Robles"),
    ("a Russian one", "Misha Orlov", "Mikhail Orlov"),
    ("two spellings of a given name", "Steven Nash", "Stephen Nash"),
    ("accents", "José Muñoz", "Jose Munoz"),
    ("capitals", "NORA FELD", "Nora Feld"),
    ("a hyphen", "Anna-Maria Berg", "Anna Maria Berg"),
    ("an Arabic article", "Karim al-Hadid", "Karim Hadid"),
    ("the other article", "Karim el-Hadid", "Karim al-Hadid"),
    ("a spelling of Muhammad", "Mohammed Hadid", "Muhammad Hadid"),
    ("particles", "Jan van den Berg", "Jan Van Den Berg"),
    ("particles that one lacks", "Jan van den Berg", "Jan Berg"),
    ("a French particle", "Luc de la Tour", "Luc De La Tour"),
    ("a married woman's two surnames", "Hilda Rowan Castle", "Hilda Castle"),
    ("her name before", "Hilda Rowan Castle", "Hilda Rowan"),
    ("two Spanish surnames", "Pedro Robles Vega", "Pedro Robles"),
    ("the family name first", "Moon Jae-min", "Jae-min Moon"),
    ("a suffix in both", "Leon Baker, Jr.", "Leon Baker Junior"),
    ("another script", "Пётр Орлов", "Пётр Орлов"),
    ("an institution's article", "The White House", "White House"),
    ("an institution's words turned round", "Justice Department", "Department of Justice"),
    ("an acronym", "FTB", "Federal Trade Board"),
    ("a transcription", "Moammar Qaddari", "Muammar Kaddari"),
    ("doubled letters", "Igor Zelinski", "Igor Zelinskyy"),
    ("a surname alone twice", "Feld", "Feld"),
]
OTHERS = [
    ("other people", "Nora Feld", "Hugh Marlow"),
    ("brothers", "Tim Nash", "Tom Nash"),
    ("brother and sister", "Karin Lund", "Peter Lund"),
    ("a sister with nearly his name", "Erica Lund", "Eric Lund"),
    ("a sister with his name and more", "Paula Lund", "Paul Lund"),
    ("Danielle is not Daniel", "Danielle Lund", "Daniel Lund"),
    ("a Russian couple", "Aleksandra Orlova", "Aleksandr Orlov"),
    ("two with one given name", "Nora Feld", "Nora Marlow"),
    ("German brothers", "Hans Weber", "Fritz Weber"),
    ("German sisters", "Anke Weber", "Heike Weber"),
    ("French brothers", "Jean-Luc Moreau", "Jean-Pierre Moreau"),
    ("French father and daughter", "Jean-Marie Le Brun", "Martine Le Brun"),
    ("Dutch brothers", "Kees de Vries", "Piet de Vries"),
    ("Dutch names with one particle", "Jan van der Meer", "Jan van der Veen"),
    ("Arabic brothers", "Karim al-Hadid", "Walid al-Hadid"),
    ("father and son in Korea", "Kim Jong-sun", "Kim Jong-ho"),
    ("father and son", "Leon Baker Sr.", "Leon Baker Jr."),
    ("grandson and son", "Leon Baker III", "Leon Baker Jr."),
    ("father and son by their initials", "Leon H. W. Baker", "Leon W. Baker"),
    ("another initial", "J. Nash", "Peter Nash"),
    ("a surname and somebody else", "Marlow", "Nora Feld"),
    ("two surnames", "Marlow", "Feld"),
    ("two surnames of one language", "Hansen", "Hanson"),
    ("a husband by his wife's title", "Mrs. Castle", "Bill Castle"),
    ("man and wife", "Mr. Castle", "Mrs. Castle"),
    ("her title and his name", "Congresswoman Feld", "Carl Feld"),
    ("two Spanish surnames of which one differs", "Pedro Robles", "Pedro Vega"),
    ("an office in an institution, of somebody else", "House Speaker Nora Feld", "Hugh Marlow"),
    ("two institutions", "Bank of Norland", "Bank of Sudland"),
    ("two houses", "White House", "State Department"),
    ("two acronyms", "FTB", "NTA"),
]
OPEN = [
    ("nobody", "", "Nora Feld"),
    ("nobody twice", "", ""),
    ("no words", "...", "Nora Feld"),
    ("a surname alone", "Feld", "Nora Feld"),
    ("a surname with a title", "Mr. Nash", "Carl Nash"),
    ("a title that fits her", "Mrs. Castle", "Hilda Castle"),
    ("a title of either", "Sen. Castle", "Hilda Castle"),
    ("a given name alone", "Nora", "Nora Feld"),
    ("a nickname alone", "Mike", "Michael Nash"),
    ("an initial", "C. Nash", "Carl Nash"),
    ("two initials and a name", "C. J. Nash", "Carl Nash"),
    ("a missing Jr.", "Leon Baker Jr.", "Leon Baker"),
    ("a surname and a son", "Baker", "Leon Baker Jr."),
    ("a Dutch surname alone", "Van den Berg", "Jan van den Berg"),
    ("without its particles", "Berg", "Jan van den Berg"),
    ("a German noble", "von der Heide", "Ursula von der Heide"),
    ("a French surname alone", "Le Brun", "Martine Le Brun"),
    ("a Spanish surname alone", "Robles Vega", "Pedro Robles Vega"),
    ("an Arabic surname alone", "al-Hadid", "Karim Hadid"),
    ("a son of", "bin Hadid", "Karim bin Hadid"),
    ("a Korean surname alone", "Kim", "Kim Jong-sun"),
    ("a misprint", "Nora Fellman", "Nora Fellmen"),
    ("a short form no table has", "Kasimir Lund", "Kasi Lund"),
    ("Jean alone", "Jean Moreau", "Jean-Luc Moreau"),
    ("another alphabet", "Пётр Орлов", "Pyotr Orlov"),
    ("an institution and its voice", "White House", "Nora Feld"),
    ("an acronym and its voice", "FTB", "Nora Feld"),
    ("a campaign and its candidate", "the Feld campaign", "Nora Feld"),
    ("a ministry and its minister", "Ministry of Health", "Hugh Marlow"),
    ("a German ministry", "Bundesamt für Fischerei", "Hans Weber"),
    ("a French ministry", "Ministère de la Pêche", "Luc Moreau"),
    ("a shorter form of an institution", "Police", "Port City Police"),
    ("an office", "the prime minister", "Hugh Marlow"),
    ("a spokesman", "a police spokesman", "Hugh Marlow"),
    ("an official", "a senior official", "Hugh Marlow"),
]
CASES = [
    *((f"one: {name}", a, b, True) for name, a, b in ONE),
    *((f"others: {name}", a, b, False) for name, a, b in OTHERS),
    *((f"open: {name}", a, b, None) for name, a, b in OPEN),
]


@pytest.mark.parametrize(("a", "b", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_two_names_are_told_apart_only_where_they_cannot_be_one(
    a: str, b: str, *, wanted: bool | None
) -> None:
    assert compatible(a, b) is wanted
    assert compatible(b, a) is wanted


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS])
def test_keys_of_names_keep_apart_what_the_names_do(a: str, b: str) -> None:
    told_by_initials_or_title = {"Leon H. W. Baker", "Mrs. Castle", "Congresswoman Feld", "FTB"}
    assert compatible(key(a), key(b)) is False or told_by_initials_or_title & {a, b}


_NAMES = st.sampled_from(sorted({name for case in CASES for name in case[1:3]}))


@settings(max_examples=300)
@given(a=_NAMES | st.text(max_size=30), b=_NAMES | st.text(max_size=30))
def test_any_two_strings_have_one_answer_in_either_order(a: str, b: str) -> None:
    assert compatible(a, b) is compatible(b, a)


@given(name=_NAMES | st.text(max_size=30))
def test_a_name_is_never_another_than_itself(name: str) -> None:
    assert compatible(name, name) is not False
