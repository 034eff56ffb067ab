"""What is not known is printed as unknown, and a warning says so."""

import html
import itertools
import json
import re

import pytest
from cite_material import DEFEATED, GENERAL, KNOWN, article, facts, known_seed, quoted, seed

from quotebrowser.cite import FLAVOURS, FORMS, STYLES, render
from quotebrowser.model import Fact, Facts, Provenance, Speaker, SpeakerKind

EVERYTHING = list(
    itertools.product(
        [style.name for style in STYLES], [form.name for form in FORMS], ["plain", "markdown", "html"]
    )
) + [("plain", "quote", flavour.name) for flavour in FLAVOURS if flavour.record]
OWN_WORDS = {
    "in",
    "as",
    "cited",
    "quoted",
    "qtd",
    "para",
    "4",
    "n",
    "d",
    "nd",
    "no",
    "date",
    "said",
    "according",
    "to",
    "and",
    "or",
    "outlet",
    "title",
    "author",
    "url",
    "not",
    "recorded",
    "cite",
    "news",
    "quote",
    "ref",
    "p",
    "blockquote",
    "i",
    "br",
    "type",
    "article",
    "newspaper",
    "id",
    "note",
    "ty",
    "ti",
    "n1",
    "er",
    "entrysubtype",
}


@pytest.mark.parametrize(("style", "form", "flavour"), EVERYTHING)
def test_nothing_is_invented_about_a_sample_article(style: str, form: str, flavour: str) -> None:
    of = seed("001")
    found = render(quoted(of, DEFEATED), of, style=style, form=form, flavour=flavour)
    known = f"{of.text} {of.name} {GENERAL.title} {GENERAL.name} article001nd"
    words = set(re.findall(r"[a-z0-9]+", html.unescape(found.text).lower()))
    assert words - OWN_WORDS <= set(re.findall(r"[a-z0-9]+", known.lower()))
    assert found.warnings[0] == (
        "Not recorded: outlet, title, author, date and URL; the file’s name replaces the outlet and title."
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "plain",
            (
                f"“{DEFEATED}” —Brig. Gen. Behrouz Esbati, in 001_866fe9dbe94e77b1.txt "
                "(outlet, title, author, date and URL not recorded)"
            ),
        ),
        (
            "ap",
            f"“{DEFEATED[:-1]},” Brig. Gen. Behrouz Esbati said, according to 001_866fe9dbe94e77b1.txt.",
        ),
        ("apa", f"“{DEFEATED}” (Esbati, as cited in “001_866fe9dbe94e77b1.txt,” n.d., para. 4)"),
        ("chicago-notes", f"“{DEFEATED}” Behrouz Esbati, quoted in “001_866fe9dbe94e77b1.txt,” n.d."),
        ("chicago-author-date", f"“{DEFEATED}” (Esbati, quoted in “001_866fe9dbe94e77b1.txt,” n.d.)"),
        ("mla", f"“{DEFEATED}” (qtd. in “001_866fe9dbe94e77b1.txt”)"),
        ("harvard", f"‘{DEFEATED}’ (Esbati, quoted in ‘001_866fe9dbe94e77b1.txt’, no date)"),
        ("mhra", f"‘{DEFEATED}’ Behrouz Esbati, quoted in ‘001_866fe9dbe94e77b1.txt’, n.d."),
    ],
)
def test_a_files_name_stands_for_what_is_not_recorded(style: str, expected: str) -> None:
    of = seed("001")
    assert render(quoted(of, DEFEATED), of, style=style).text == expected


def test_only_what_is_missing_is_warned_of() -> None:
    quote, of = known_seed()
    assert render(quote, of).warnings == (
        "The origin “The New York Times” is inferred from the wording; confirm or correct it.",
    )
    printed = facts({"title": "A headline", "published": "2025-01-09"}, Provenance.PRINTED)
    part = seed("001", printed)
    assert render(quoted(part, DEFEATED), part).warnings == (
        "Not recorded: outlet, author and URL; the file’s name replaces the outlet.",
    )


def test_a_headline_without_an_outlet_is_cited_with_the_files_name_for_the_paper() -> None:
    of = seed("003", facts({"title": "Iran Faces Setbacks", "published": "2025-01-09"}, Provenance.PRINTED))
    quote = quoted(of, "We were defeated and defeated very badly")
    assert render(quote, of, style="mla", form="reference").text == (
        "“Iran Faces Setbacks.” 003_8df294ec2e242fb0.txt, 9 Jan. 2025."
    )
    assert render(quote, of).text.endswith(
        "in 003_8df294ec2e242fb0.txt, January 9, 2025 (outlet, author and URL not recorded)"
    )


def test_a_guessed_fact_carries_its_mark_until_it_is_confirmed() -> None:
    known = facts(KNOWN).over(Facts())
    guessed = Facts(
        title=Fact(KNOWN["title"], Provenance.HEURISTIC),
        published=Fact("2025-01-08", Provenance.HEURISTIC),
        outlet=known.outlet,
        byline=Fact("Dana R. Levin", Provenance.HEURISTIC),
    )
    of = seed("001", guessed)
    found = render(quoted(of, DEFEATED), of, style="apa", form="reference")
    assert found.text == (
        "Levin [?], D. R. (2025 [?], January 8). "
        "Iran’s former top general in Syria admits “very big blow” [?]. The Example Herald."
    )
    assert (
        "The headline “Iran’s former top general in Syria admits ‘very big blow’” is guessed, marked [?]; "
        "confirm or correct it."
    ) in found.warnings


@pytest.mark.parametrize("flavour", ["bibtex", "ris", "csl-json"])
def test_a_guessed_date_is_told_in_a_records_note_alone(flavour: str) -> None:
    of = seed("001", Facts(published=Fact("2025-01-08", Provenance.HEURISTIC)))
    text = render(quoted(of, DEFEATED), of, flavour=flavour).text
    assert "Date 2025-01-08 [?]. " in text
    assert "issued" not in text
    assert "DA  -" not in text
    assert "year=" not in text


def test_an_uncertain_speaker_is_marked_and_warned_of() -> None:
    of = seed("001")
    found = render(quoted(of, DEFEATED, confidence=0.4), of, style="ap")
    assert "Brig. Gen. Behrouz Esbati [?] said" in found.text
    assert "The speaker is uncertain (40% sure), marked [?]; check it in the article." in found.warnings


@pytest.mark.parametrize(
    ("style", "part"),
    [
        ("plain", "” —speaker not known, in "),
        ("ap", ",” according to "),
        ("apa", "” (as cited in “"),
        ("chicago-notes", "” Quoted in “"),
        ("chicago-author-date", "” (quoted in “"),
        ("harvard", "’ (quoted in ‘"),
        ("oscola", "’ Quoted in ‘"),
        ("mhra", "’ Quoted in ‘"),
    ],
)
def test_a_speaker_who_is_not_known_is_not_named(style: str, part: str) -> None:
    of = seed("001")
    found = render(quoted(of, DEFEATED, speaker=None), of, style=style)
    assert part in found.text
    assert "The speaker is unknown." in found.warnings


def test_an_unnamed_speaker_keeps_the_words_printed_within_a_sentence() -> None:
    of = article("“We held on.” Another Iranian official said so.")
    unnamed = Speaker("", "Another Iranian official", "", SpeakerKind.UNNAMED)
    found = render(quoted(of, "We held on.", speaker=unnamed), of, style="ap")
    assert found.text == "“We held on,” another Iranian official said, according to piece.txt."
    assert "The speaker is not named in the article: “Another Iranian official”." in found.warnings
    cited = render(quoted(of, "We held on.", speaker=unnamed), of, style="apa", form="full").text
    assert cited.startswith("(Another Iranian official, as cited in ")


@pytest.mark.parametrize(
    ("printed", "kind", "expected"),
    [
        ("The Edge", SpeakerKind.PERSON, "The Edge"),
        ("The Ministry of Ports", SpeakerKind.INSTITUTION, "The Ministry of Ports"),
        ("An Li", SpeakerKind.PERSON, "An Li"),
        ("One Nation", SpeakerKind.INSTITUTION, "One Nation"),
        ("The sailor", SpeakerKind.UNNAMED, "the sailor"),
        ("An aide", SpeakerKind.UNNAMED, "an aide"),
        ("Two sailors", SpeakerKind.UNNAMED, "two sailors"),
        ("Israeli officials", SpeakerKind.UNNAMED, "Israeli officials"),
    ],
)
def test_within_a_sentence_only_words_for_somebody_unnamed_lose_their_capital(
    printed: str, kind: SpeakerKind, expected: str
) -> None:
    of = article(f"“We held on.” {printed} said so.")
    key = "" if kind is SpeakerKind.UNNAMED else printed.lower()
    found = render(quoted(of, "We held on.", speaker=Speaker(key, printed, "", kind)), of, style="ap")
    assert found.text == f"“We held on,” {expected} said, according to piece.txt."


def test_an_institution_is_cited_by_its_whole_name() -> None:
    of = article("“We held on,” the ministry wrote.")
    ministry = Speaker("ministry of ports", "Ministry of Ports", "", SpeakerKind.INSTITUTION)
    found = render(quoted(of, "We held on,", speaker=ministry), of, style="chicago-author-date", form="full")
    assert found.text.startswith("(Ministry of Ports, quoted in ")


def test_a_confirmed_origin_is_a_link_of_its_own_in_a_note() -> None:
    of = seed("001", facts({**KNOWN, "via": "The New York Times"}))
    quote = quoted(of, DEFEATED)
    note = render(quote, of, style="chicago-notes").text
    assert "Behrouz Esbati, quoted in The New York Times, quoted in Dana R. Levin, " in note
    dated = render(quote, of, style="chicago-author-date", form="full").text
    assert dated.startswith("(Esbati, quoted in The New York Times, quoted in Levin 2025)")


def test_a_wire_agency_is_the_author_where_no_byline_is_known() -> None:
    of = seed("001", facts({"title": "A deal", "outlet": "The Example Herald", "agency": "Reuters"}))
    quote = quoted(of, DEFEATED)
    assert render(quote, of, style="mla", form="reference").text == "Reuters. “A Deal.” The Example Herald."
    assert "agency=" not in render(quote, of, style="wikipedia").text
    signed = seed("001", facts({**KNOWN, "agency": "Reuters"}))
    assert "|agency=Reuters " in render(quoted(signed, DEFEATED), signed, style="wikipedia").text


@pytest.mark.parametrize(
    ("published", "modified", "told"),
    [
        ("2025-01-08", "2025-01-09", "changed on January 9, 2025; the publication date is cited."),
        ("", "2025-01-09", "changed on January 9, 2025; no publication date is recorded."),
        ("2025-01-08", "2025-01-08", ""),
        ("2025-01", "2025-01-09", ""),
    ],
)
def test_a_later_change_is_told_and_never_cited_as_the_date(published: str, modified: str, told: str) -> None:
    given = {"title": "A deal", "outlet": "The Herald", "published": published, "modified": modified}
    of = seed("001", facts({name: value for name, value in given.items() if value}))
    found = render(quoted(of, DEFEATED), of, style="apa", form="reference")
    assert [text.removeprefix("The article was ") for text in found.warnings if "was changed" in text] == (
        [told] if told else []
    )
    assert "January 9" not in found.text


@pytest.mark.parametrize(("language", "entry"), [("zh-CN", "Zhang Wei"), ("en", "Wei, Z")])
def test_a_byline_whose_order_is_not_known_is_never_inverted(language: str, entry: str) -> None:
    known = {"title": "A deal", "outlet": "The Herald", "byline": "Zhang Wei", "language": language}
    of = seed("001", facts(known))
    assert render(quoted(of, DEFEATED), of, style="apa", form="reference").text.startswith(f"{entry}. (n.d.)")


def test_unknown_variables_are_left_out_of_a_record() -> None:
    of = seed("001")
    record = json.loads(render(quoted(of, DEFEATED), of, form="reference", flavour="csl-json").text)
    assert set(record) == {"id", "type", "title"}


@pytest.mark.parametrize(
    ("style", "dated", "warned"),
    [
        ("harvard", True, True),
        ("oscola", True, True),
        ("mhra", True, True),
        ("wikipedia", True, True),
        ("apa", True, False),
        ("apa", False, True),
        ("mla", False, True),
        ("chicago-notes", False, True),
        ("chicago-author-date", True, False),
        ("plain", False, False),
        ("ap", False, False),
    ],
)
def test_a_style_that_asks_for_a_date_of_access_says_when_it_is_missing(
    style: str, *, dated: bool, warned: bool
) -> None:
    known = {name: value for name, value in KNOWN.items() if name != "accessed"}
    if not dated:
        del known["published"]
    of = seed("001", facts(known))
    warnings = render(quoted(of, DEFEATED), of, style=style).warnings
    assert any("access date, which is not recorded" in text for text in warnings) == warned


@pytest.mark.parametrize("flavour", ["bibtex", "ris", "csl-json"])
def test_no_files_name_stands_for_a_newspaper_in_data_that_others_read(flavour: str) -> None:
    of = seed("003", facts({"title": "Iran Faces Setbacks", "published": "2025-01-09"}, Provenance.PRINTED))
    quote = quoted(of, "We were defeated and defeated very badly")
    text = render(quote, of, flavour=flavour).text
    assert "003_8df" not in text
    assert "iran2025" in text
    assert "work=" not in render(quote, of, style="wikipedia").text
