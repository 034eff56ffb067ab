"""What is refused, where the error points, and what it says."""

import pytest

from quotebrowser.errors import QueryError
from quotebrowser.query import FIELDS, LIMITS, QueryField, parse

REFUSED = [
    ("an unknown field", "a spaeker:ann", 2, "Unknown field spaeker:", "Did you mean speaker: ?"),
    ("a field like no other", "xyzzy:ann", 0, "Unknown field xyzzy:", "The fields are"),
    ("a star alone", "a *", 2, "A * is allowed only at the end of a word", "defeat*"),
    ("a star before a word", "*feat", 0, "A * is allowed only at the end of a word", "defeat*"),
    ("a star in a word", "a de*at", 4, "A * is allowed only at the end of a word", "defeat*"),
    ("two stars", "defeat**", 6, "A * is allowed only at the end of a word", "defeat*"),
    ("a star inside a phrase", '"the slo* ferry boat"', 8, "A * is allowed only at the last word", "bas*"),
    ("two stars in a phrase", '"the slo* fer*"', 8, "A * is allowed only at the last word", "bas*"),
    ("a star in a title", 'title:"slo* ferry"', 10, "A * is allowed only at the last word", "bas*"),
    ("a star in a phrase", '"a* b"', 2, "A * is allowed only at the last word of a phrase", "bas*"),
    ("too fuzzy", "a esbati~3", 9, "The number after ~ can be at most 2 here", ""),
    ("far too fuzzy", "a~99999999", 2, "The number after ~ can be at most 2 here", ""),
    ("too much slop", '"a b"~21', 6, "The number after ~ can be at most 20 here", ""),
    ("a closing parenthesis", "a ) b", 2, "This ) has no matching (", "Remove it."),
    ("an open parenthesis", "a (b", 2, "This ( is never closed", "Add a ) at the end."),
    ("no date", "date:abc", 5, "“abc” is not a date", "date:2025"),
    ("a day that is not", "date:2025-02-30", 5, "“2025-02-30” is not a date", "date:2025"),
    ("a year too early for print", "date:0999", 5, "“0999” is not a date", "date:2025"),
    ("a year too late", "date:9999", 5, "“9999” is not a date", "date:2025"),
    ("a range without ends", "date:..", 5, "The range of dates is empty at both ends", "date:2025"),
    ("a range that ends first", "date:2025..2024", 5, "The range of dates ends before it begins", "earlier"),
    ("a range where one date goes", "before:2024..2025", 7, "before: takes one date", "For two dates"),
    ("no kind", "kind:statment", 5, "kind: does not take “statment”", "Did you mean kind:statement?"),
    ("no kind at all", "kind:zzzz", 5, "kind: does not take “zzzz”", "It takes statement,"),
    ("nothing to have", "has:zebra", 4, "has: does not take “zebra”", "differences, note, tag, archived."),
    ("nothing to miss", "no:title", 3, "no: does not take “title”", ""),
    ("no number", "witnesses:many", 10, "witnesses: does not take “many”", "witnesses:>3"),
    ("fewer than", "witnesses:<3", 10, "witnesses: does not take “<3”", "witnesses:>3"),
    ("no value", "a speaker:", 2, "speaker: has nothing after it", "Write speaker:VALUE."),
    ("no value before a parenthesis", "(speaker:)", 1, "speaker: has nothing after it", ""),
    ("two fields in a row", "speaker:outlet:a", 0, "speaker: has nothing after it", ""),
    ("a minus after the colon", "speaker:-ann", 8, "A minus cannot follow", "Write -speaker:"),
    ("a group of dates", "date:(2024 2025)", 5, "date: takes one value", "Remove the parentheses."),
    ("a field in a field", "speaker:(a outlet:b)", 11, "outlet: cannot be inside speaker:", ""),
    ("an OR at the end", "a OR", 2, "This OR has nothing after it", "lower case"),
    ("an OR at the start", "OR a", 0, "This OR has nothing before it", "lower case"),
    ("an OR alone", " OR", 1, "This OR has nothing before it", ""),
    ("an OR after an OR", "a OR OR b", 2, "This OR has nothing after it", ""),
    ("an OR at the end of a group", "(a OR) b", 3, "This OR has nothing after it", ""),
    ("an OR at the start of a group", "b (OR a)", 3, "This OR has nothing before it", ""),
    ("an OR before a sign", "a OR …", 2, "This OR has nothing after it", ""),
    ("an OR after a sign", "… OR a", 2, "This OR has nothing before it", ""),
    ("an empty group", "a ()", 2, "There is no word in these parentheses", "Remove them."),
    ("a group of signs", "(—) a", 0, "There is no word in these parentheses", ""),
    ("an empty group without", "a -()", 3, "There is no word in these parentheses", ""),
    ("a minus alone", "-", 0, "There is no word here", "speaker:NAME"),
    ("two minus signs alone", "--", 0, "There is no word here", ""),
    ("a minus before an empty phrase", 'a -""', 2, "This minus has no word after it", ""),
    ("a quotation mark alone", ' "', 1, "There is no word here", ""),
    ("two quotation marks alone", '""', 0, "There is no word here", ""),
    ("signs alone", "— … & -- ' , ~", 0, "There is no word here", ""),
    ("a picture", "😀", 0, "There is no word here", ""),
    ("a field of signs", "a speaker:…", 10, "speaker: has no word after it", ""),
    ("a field of an empty phrase", 'speaker:""', 8, "speaker: has no word after it", ""),
    ("a mark without a name", 'mark:""', 5, "mark: has nothing after it", ""),
    ("the store beside OR", "a OR has:differences", 5, "This field cannot be used with OR", "outside"),
    ("the store beside OR in a group", "a OR (b mark:x)", 8, "This field cannot be used with OR", "outside"),
    ("the store in a negated group", "-(a witnesses:2)", 4, "This field cannot be in", "minus"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "position", "message", "hint"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_an_error_points_at_its_character(
    name: str, text: str, position: int, message: str, hint: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert (error.position, error.query) == (position, text)
    assert error.message.startswith(message)
    assert hint in error.hint
    assert not error.message.endswith(".")


def test_a_query_of_a_thousand_characters_is_read() -> None:
    parse("x" * LIMITS.characters)
    with pytest.raises(QueryError, match="at most 1000 characters") as caught:
        parse("x" * (LIMITS.characters + 1))
    assert caught.value.position == LIMITS.characters


def test_the_fifty_first_word_is_one_too_many() -> None:
    parse(" ".join(["w"] * LIMITS.terms))
    with pytest.raises(QueryError, match="at most 50 words") as caught:
        parse(" ".join(["w"] * (LIMITS.terms + 1)))
    assert caught.value.position == 2 * LIMITS.terms


def test_words_of_phrases_and_fields_count() -> None:
    with pytest.raises(QueryError, match="at most 50 words"):
        parse('"' + "w " * 49 + '" no:date no:outlet')


def test_parentheses_end_somewhere() -> None:
    parse("(" * LIMITS.depth + "a" + ")" * LIMITS.depth)
    with pytest.raises(QueryError, match="more than 20 deep") as caught:
        parse("(" * 400 + "a" + ")" * 400)
    assert caught.value.position == LIMITS.depth


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_example_of_the_table_parses(field: QueryField) -> None:
    assert parse(field.example) != parse("")


def test_a_value_is_shown_on_one_line() -> None:
    with pytest.raises(QueryError, match="“a b” is not a date"):
        parse('date:"a\n b"')
