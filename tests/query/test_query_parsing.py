"""What is typed and what it means, as tables."""

from datetime import date

import pytest

from quotebrowser.query import (
    And,
    Between,
    Everything,
    In,
    Is,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Stored,
    Word,
    parse,
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


A, B, C = Word("a"), Word("b"), Word("c")

MEANINGS: list[tuple[str, str, Node]] = [
    ("nothing is everything", "", Everything()),
    ("blanks are nothing", " \t\n ", Everything()),
    ("a word", "blow", Word("blow")),
    ("case and accents fold", "ÉLYSÉE", Word("elysee")),
    ("a curly apostrophe is a straight one", "don’t", Word("don't")),
    ("words stand side by side", "big blow", And((Word("big"), Word("blow")))),
    ("a hyphen makes a phrase", "well-known", Phrase(("well", "known"), hyphened=True)),
    ("stops inside a word make a phrase", "U.S.", Phrase(("u", "s"))),
    ("a phrase", '"big blow"', Phrase(("big", "blow"))),
    ("a phrase of one word is a word", '"blow"', Word("blow")),
    ("an empty phrase is nothing", '"" a', A),
    ("curly marks", "“big blow”", Phrase(("big", "blow"))),
    ("guillemets", "«big blow»", Phrase(("big", "blow"))),
    ("low marks", "„big blow“", Phrase(("big", "blow"))),
    ("corner brackets", "「big blow」", Phrase(("big", "blow"))),
    ("mixed marks", '“big blow"', Phrase(("big", "blow"))),
    ("an open phrase ends with the query", '"big blow', Phrase(("big", "blow"))),
    ("a phrase closes a word", 'a"b c"', And((A, Phrase(("b", "c"))))),
    ("slop", '"big blow"~3', Phrase(("big", "blow"), slop=3)),
    ("slop without a number is one", '"big blow"~', Phrase(("big", "blow"), slop=1)),
    ("slop after one word is nothing", '"blow"~2', Word("blow")),
    ("signs in a phrase are no operators", '"a OR -b"', Phrase(("a", "or", "b"))),
    ("a star at the end of a phrase", '"a OR -b*"', Phrase(("a", "or", "b"), prefix=True)),
    ("a star after a blank in a phrase", '"a or b *"', Phrase(("a", "or", "b"))),
    ("either", "a OR b", Or((A, B))),
    ("either of three", "a OR b OR c", Or((A, B, C))),
    ("OR binds its neighbours", "a OR b c", And((Or((A, B)), C))),
    ("OR binds its neighbours on the right", "a b OR c", And((A, Or((B, C))))),
    ("or in small letters is a word", "a or b", And((A, Word("or"), B))),
    ("without", "a -b", And((A, Not(B)))),
    ("without alone", "-b", Not(B)),
    ("without a phrase", '-"a b"', Not(Phrase(("a", "b")))),
    ("without a group", "-(a b)", Not(And((A, B)))),
    ("without a field", "-speaker:a", Not(In("speaker", A))),
    ("a minus between blanks is nothing", "a - b", And((A, B))),
    ("a minus before a sign is nothing", "-… a", A),
    ("two minus signs are one", "--a", Not(A)),
    ("a group", "(a OR b) c", And((Or((A, B)), C))),
    ("a group of all lies flat", "(a b) c", And((A, B, C))),
    ("groups within groups", "((a))", A),
    ("a beginning", "defeat*", Word("defeat", prefix=True)),
    ("a beginning with a hyphen", "well-kn*", Phrase(("well", "kn"), prefix=True, hyphened=True)),
    ("nearly", "esbatti~", Word("esbatti", fuzzy=1)),
    ("nearly by two", "esbatti~2", Word("esbatti", fuzzy=2)),
    ("nearly by none", "esbati~0", Word("esbati")),
    ("the speaker", "speaker:esbati", In("speaker", Word("esbati"))),
    ("a name of two words", 'speaker:"ann other"', In("speaker", Phrase(("ann", "other")))),
    ("fields in capitals", "Speaker:ann", In("speaker", Word("ann"))),
    ("a blank after the colon", "speaker: ann", In("speaker", Word("ann"))),
    ("several speakers", "speaker:(a OR b)", In("speaker", Or((A, B)))),
    ("a field without one value", "speaker:(a -b)", In("speaker", And((A, Not(B))))),
    ("an OR in a field is a word", "speaker:OR a", And((In("speaker", Word("or")), A))),
    ("outlet, title, via", "outlet:a title:b via:c",
     And((In("outlet", A), In("title", B), In("via", C)))),
    ("a language with a region", "lang:en-GB", In("lang", Phrase(("en", "gb"), hyphened=True))),
    ("a kind", "kind:fragment", Is("kind", "fragment")),
    ("a kind in capitals", "kind:Mention", Is("kind", "mention")),
    ("no outlet", "no:outlet", Missing("outlet")),
    ("no date", "no:date", Missing("date")),
    ("differences", "has:differences", Stored("has", "differences")),
    ("more than three", "witnesses:>3", Stored("witnesses", 4)),
    ("three or more", "witnesses:>=3", Stored("witnesses", 3)),
    ("a bare number is at least", "witnesses:3", Stored("witnesses", 3)),
    ("a mark", "mark:Lead-1", Stored("mark", "Lead-1")),
    ("a mark of two words", 'mark:"my lead"', Stored("mark", "my lead")),
    ("not marked", "-mark:x", Not(Stored("mark", "x"))),
    ("an address is words", "http://a.b", Phrase(("http", "a", "b"))),
    ("a time is words", "12:30", Phrase(("12", "30"))),
    ("an unknown name before a blank is a word", "memo: a", And((Word("memo"), A))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), MEANINGS, ids=[case[0] for case in MEANINGS])
def test_what_is_typed_means(name: str, text: str, expected: Node) -> None:
    assert parse(text) == expected


DATES = [
    ("date:2024", "2024-01-01", "2024-12-31"),
    ("date:2024-02", "2024-02-01", "2024-02-29"),
    ("date:2024/2", "2024-02-01", "2024-02-29"),
    ("date:2025-01-09", "2025-01-09", "2025-01-09"),
    ("date:2025-1-9", "2025-01-09", "2025-01-09"),
    ("date:2024-11..2025-01", "2024-11-01", "2025-01-31"),
    ("date:2024-11..", "2024-11-01", None),
    ("date:..2025", None, "2025-12-31"),
    ("before:2025", None, "2024-12-31"),
    ("before:2025-01-09", None, "2025-01-08"),
    ("after:2024-12-08", "2024-12-09", None),
    ("after:2024", "2025-01-01", None),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES, ids=[case[0] for case in DATES])
def test_dates_are_ranges_of_days(text: str, first: str | None, last: str | None) -> None:
    ends = (None if end is None else day(end) for end in (first, last))
    assert parse(text) == Between(*ends)


TYPED: list[tuple[str, str, Node]] = [
    ("the last word is a beginning", "defeated ver", And((Word("defeated"), Word("ver", prefix=True)))),
    ("a word with a blank after it is whole", "very ", Word("very")),
    ("a word with a stop after it is whole", "very.", Word("very")),
    ("the last word of an open phrase", '"big bl', Phrase(("big", "bl"), prefix=True)),
    ("the first word of an open phrase", '"bi', Word("bi", prefix=True)),
    ("a closed phrase is whole", '"big bl"', Phrase(("big", "bl"))),
    ("the last word after a hyphen", "well-kn", Phrase(("well", "kn"), prefix=True, hyphened=True)),
    ("a name", "speaker:esb", In("speaker", Word("esb", prefix=True))),
    ("a name that is begun nowhere", "a speaker:", A),
    ("a word that is left out", "-esb", Not(Word("esb", prefix=True))),
    ("an open group", "(a OR be", Or((A, Word("be", prefix=True)))),
    ("an OR with nothing after it yet", "a OR", A),
    ("an OR with a blank after it", "a OR ", A),
    ("an OR at the start", "OR a", And((Word("or"), Word("a", prefix=True)))),
    ("two of them", "a OR OR b", And((A, Or((Word("or"), Word("b", prefix=True)))))),
    ("an OR beside a sign", "a OR … ", A),
    ("an empty group", "() a ", A),
    ("a field of signs", "speaker:… a ", A),
    ("signs alone", "— … & -- ' , ~", Everything()),
    ("a minus alone", "-", Everything()),
    ("a quotation mark alone", '"', Everything()),
    ("a minus before an empty phrase", 'a -"', A),
    ("a fuzzy word", "esb~", Word("esb", fuzzy=1)),
    ("a mark without its name", "mark:", Everything()),
    ("a kind that is begun", "kind:st", Everything()),
    ("a has that is begun", "a has:diff", A),
    ("a count that is begun", "witnesses:>", Everything()),
    ("a year that is begun", "date:20", Everything()),
    ("a month that is begun", "date:2024-", Everything()),
    ("a range that is begun", "date:2024-11..", Between(day("2024-11-01"), None)),
    ("a range whose end is begun", "date:2024-11..20", Between(day("2024-11-01"), None)),
    ("a range whose end is still too early", "date:2024-11..2024-1", Between(day("2024-11-01"), None)),
    ("a range with two open ends", "date:..", Everything()),
    ("a before that is begun", "before:20", Everything()),
    ("a before whose first end is open", "a after:2", A),
]


@pytest.mark.parametrize(("name", "text", "expected"), TYPED, ids=[case[0] for case in TYPED])
def test_what_is_still_being_typed_is_forgiven(name: str, text: str, expected: Node) -> None:
    assert parse(text, as_typed=True) == expected
