"""A record of what was said is cited as what it is, with time or page; what is not known is not said."""

# ruff: noqa: E501 - citations are easier to read on one line

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from cite_material import article, facts, quoted
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.cite import STYLES, Item, item_from_csl, item_of, open_address, render, render_bundle
from quotebrowser.cite.item import DESCRIPTIONS
from quotebrowser.cite.parts.author_names import Name
from quotebrowser.cite.parts.text_fragments import video_at
from quotebrowser.cite.records import bibtex, csl_json, ris
from quotebrowser.ingest import read
from quotebrowser.model import (
    Article,
    Date,
    Facts,
    Genre,
    Moment,
    Page,
    Provenance,
    Speaker,
    SpeakerKind,
)

WORDS: Final = "The pier was closed by noon."
TEXT: Final = f"MAYOR OKAFOR: Good morning.\n\nMAYOR OKAFOR: {WORDS}\n"
MAYOR: Final = Speaker("samuel okafor", "Samuel Okafor", "Mayor", SpeakerKind.PERSON)
KNOWN: Final = {
    "form": "transcript",
    "title": "Safety of harbours",
    "outlet": "Harbour Office",
    "published": "2025-01-08",
    "accessed": "2025-02-03",
    "url": "https://www.example.org/record",
    "language": "en",
}
TIMES: Final = (Moment(0, 0), Moment(TEXT.index(WORDS), 751_400))


def record(**known: str) -> Article:
    values = {key: value for key, value in (KNOWN | known).items() if value}
    return replace(article(TEXT, facts(values)), times=TIMES)


def cited(of: Article, **how: str) -> str:
    return render(quoted(of, WORDS, speaker=MAYOR), of, **how).text  # type: ignore[arg-type]


EVENT: Final = {"event": "Committee on Harbours", "place": "Geneva", "network": "Channel Nine"}
FULL: Final = [
    # style, genre, in the text, in the list
    ("apa", "", "(Okafor, in “Safety of Harbours,” 2025, 00:12:31)",
     "Safety of harbours. (2025, January 8). [Transcript]. Harbour Office. https://www.example.org/record"),
    ("apa", "hearing", "(Okafor, in Safety of Harbours, 2025, 00:12:31)",
     "Safety of harbours: Hearing before the Committee on Harbours (2025). https://www.example.org/record"),
    ("apa", "television", "(Okafor, in “Safety of Harbours,” 2025, 00:12:31)",
     "Safety of harbours. (2025, January 8). [Television broadcast]. In Committee on Harbours. Channel Nine. https://www.example.org/record"),
    ("apa", "press conference", "(Okafor, in Safety of Harbours, 2025, 00:12:31)",
     "Safety of harbours. (2025, January 8). [Press conference]. Channel Nine. Committee on Harbours, Geneva. https://www.example.org/record"),
    ("chicago-notes", "debate", "Samuel Okafor, in Safety of harbours, Committee on Harbours (2025), at 00:12:31, https://www.example.org/record.",
     "Safety of harbours, Committee on Harbours (2025). https://www.example.org/record."),
    ("chicago-author-date", "podcast", "(Okafor, in Committee on Harbours 2025, at 00:12:31)",
     "Committee on Harbours. 2025. “Safety of Harbours.” Podcast. Channel Nine, January 8. https://www.example.org/record."),
    ("mla", "speech", "(“Safety of Harbours,” 00:12:31)",
     "“Safety of Harbours.” Speech. Channel Nine, Committee on Harbours, 8 Jan. 2025, Geneva, https://www.example.org/record."),
    ("harvard", "interview", "(Okafor, in ‘Safety of harbours’, 2025, 00:12:31)",
     "‘Safety of harbours’ (2025) Harbour Office. Committee on Harbours, Channel Nine. Available at: https://www.example.org/record (Accessed: 3 February 2025)."),
    ("oscola", "hearing", "Samuel Okafor, in ‘Safety of Harbours’ (Committee on Harbours, Geneva, 8 January 2025) 00:12:31 <https://www.example.org/record> accessed 3 February 2025.",
     "‘Safety of Harbours’ (Committee on Harbours, Geneva, 8 January 2025) <https://www.example.org/record> accessed 3 February 2025"),
    ("mhra", "radio", "Samuel Okafor, in ‘Safety of Harbours’, Radio broadcast, Committee on Harbours (Channel Nine, 8 January 2025), 00:12:31 <https://www.example.org/record> [accessed 3 February 2025].",
     "‘Safety of Harbours’, Radio broadcast, Committee on Harbours (Channel Nine, 8 January 2025) <https://www.example.org/record> [accessed 3 February 2025]"),
    ("plain", "hearing", "Mayor Samuel Okafor, in “Safety of harbours,” hearing, Committee on Harbours, Geneva, Channel Nine, January 8, 2025, at 00:12:31 (https://www.example.org/record)",
     "“Safety of harbours,” hearing, Committee on Harbours, Geneva, Channel Nine, January 8, 2025, https://www.example.org/record"),
    ("ap", "hearing", "Mayor Samuel Okafor said at a hearing, according to a record published by Channel Nine Jan. 8, 2025.", "according to a record published by Channel Nine Jan. 8, 2025."),
    ("ap", "", "Mayor Samuel Okafor said, according to a transcript published by Harbour Office Jan. 8, 2025.",
     "according to a transcript published by Harbour Office Jan. 8, 2025."),
    ("wikipedia", "television", "<ref>{{cite episode |date=2025-01-08 |title=Safety of harbours |url=https://www.example.org/record |series=Committee on Harbours |network=Channel Nine |access-date=2025-02-03 |time=00:12:31}}</ref>",
     "{{cite episode |date=2025-01-08 |title=Safety of harbours |url=https://www.example.org/record |series=Committee on Harbours |network=Channel Nine |access-date=2025-02-03}}"),
    ("wikiquote", "speech", '[https://www.example.org/record "Safety of harbours"], speech, Committee on Harbours, Geneva, Channel Nine (8 January 2025), at 00:12:31',
     '[https://www.example.org/record "Safety of harbours"], speech, Committee on Harbours, Geneva, Channel Nine (8 January 2025)'),
]  # fmt: skip


@pytest.mark.parametrize(("style", "genre", "note", "entry"), FULL)
def test_a_record_is_cited_as_what_it_is(style: str, genre: str, note: str, entry: str) -> None:
    known = EVENT | {"genre": genre} if genre else {"genre": ""}
    assert cited(record(**known), style=style, form="full") == f"{note}\n{entry}"


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_every_genre_is_cited_in_every_style_with_nothing_known_besides(style: str) -> None:
    for genre in Genre:
        bare = replace(article(TEXT, facts({"form": "captions", "genre": genre.value})), times=TIMES)
        text = cited(bare, style=style, form="full")
        assert "piece.txt" in text
        assert "None" not in text
        assert "  " not in text
        assert ", ," not in text


def test_words_of_whoever_gave_the_speech_are_not_said_to_stand_in_it() -> None:
    speech = record(genre="speech", byline="Samuel Okafor")
    assert cited(speech, style="apa").endswith("(Okafor, 2025, 00:12:31)")
    assert "Samuel Okafor, “Safety" in cited(speech, style="chicago-notes")
    label = replace(MAYOR, name="Okafor")
    assert render(quoted(speech, WORDS, speaker=label), speech, style="apa").text.endswith(
        "(Okafor, 2025, 00:12:31)"
    )
    brother = replace(MAYOR, name="Jonas Okafor")
    assert "Okafor, in Okafor" in render(quoted(speech, WORDS, speaker=brother), speech, style="apa").text
    other = record(genre="interview", byline="Ann Cole")
    assert cited(other, style="apa").endswith("(Okafor, in Cole, 2025, 00:12:31)")


def test_a_genre_is_that_of_a_record_and_of_no_report() -> None:
    report = record(form="", genre="speech")
    assert item_of(report).genre is None
    assert cited(report, style="apa").endswith("(Okafor, as cited in “Safety of Harbours,” 2025, 00:12:31)")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"genre": ""}, "What it is a record of is not recorded (speech, hearing, interview, broadcast ...)."),
        ({"genre": "concert"}, "What it is a record of is not recorded (speech, hearing, interview, broadcast ...)."),
        ({"form": "captions", "genre": "speech"}, "The words are captions, which are not always what was said."),
    ],
)  # fmt: skip
def test_what_a_reader_must_know_of_a_record_is_said(known: dict[str, str], said: str) -> None:
    of = record(**known)
    assert said in render(quoted(of, WORDS, speaker=MAYOR), of).warnings


def test_a_time_that_stands_long_before_the_words_is_said_to_be_that() -> None:
    said = "The time is the last that is given before the words; they were said later."
    long = f"MAYOR OKAFOR: {'We waited for the ferry. ' * 60}{WORDS}\n"
    of = replace(record(), text=long, times=(Moment(0, 5000),))
    found = render(quoted(of, WORDS, speaker=MAYOR), of, style="apa")
    assert found.text.endswith("00:00:05)")
    assert said in found.warnings
    near = replace(of, times=(*of.times, Moment(long.index(WORDS) - 900, 60_000)))
    assert said not in render(quoted(near, WORDS, speaker=MAYOR), near).warnings


def test_an_author_whom_the_page_names_is_not_silently_the_speaker() -> None:
    page = facts({"byline": "Staff Writer"}, Provenance.META)
    of = record(genre="speech")
    of = replace(of, facts=page.over(of.facts))
    quote = quoted(of, WORDS, speaker=MAYOR)
    said = "The author “Staff Writer” is cited as the speaker; correct it if that is somebody else."
    assert said in render(quote, of).warnings
    given = replace(of, facts=facts({"byline": "Staff Writer"}).over(of.facts))
    assert said not in render(quote, given).warnings


PAGES: Final = (Page(0, "iv", labelled=True), Page(TEXT.index(WORDS), "v", labelled=True))
ACROSS: Final = (*PAGES, Page(TEXT.index("closed"), "vi", labelled=True))
COUNTED: Final = (Page(0, "1", labelled=False), Page(TEXT.index(WORDS), "2", labelled=False))


@pytest.mark.parametrize(
    ("pages", "url", "said"),
    [
        (PAGES, "", "p. v"),
        (PAGES, "https://www.example.org/a", "p. v"),
        (ACROSS, "", "pp. v–vi"),
        (COUNTED, "", "p. 2"),
        (COUNTED, "https://www.example.org/a.PDF?x=1", "p. 2"),
        (COUNTED, "https://www.example.org/a", "para. 2"),
        (COUNTED[:1], "", "para. 2"),
        ((), "", "para. 2"),
    ],
)
def test_a_page_is_cited_where_another_reader_can_find_it(
    pages: tuple[Page, ...], url: str, said: str
) -> None:
    of = replace(record(form="", url=url), times=(), pages=pages)
    found = render(quoted(of, WORDS, speaker=MAYOR), of, style="apa")
    assert found.text.endswith(f", {said})")
    counted = "Page 2 is counted from the first of the file, which does not label its pages."
    assert (counted in found.warnings) == (pages == COUNTED and said == "p. 2")


def test_pages_are_a_range_in_wikitext_too() -> None:
    of = replace(record(form=""), times=(), pages=ACROSS)
    assert "|pages=v–vi " in cited(of, style="wikipedia")


@pytest.mark.parametrize(
    ("url", "at"),
    [
        ("https://www.youtube.com/watch?v=abc_-123", "https://www.youtube.com/watch?v=abc_-123&t=751"),
        ("https://youtube.com/watch?t=9s&v=abc", "https://youtube.com/watch?v=abc&t=751"),
        ("https://m.youtube.com/watch?v=abc&t=9#x", "https://m.youtube.com/watch?v=abc&t=751"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=751"),
        ("https://youtu.be/abc?si=x&t=3", "https://youtu.be/abc?si=x&t=751"),
        ("https://www.youtube.com/live/abc", "https://www.youtube.com/live/abc?t=751"),
        ("https://www.youtube.com/embed/abc", "https://www.youtube.com/embed/abc?start=751"),
        ("https://www.youtube.com/@channel", ""),
        ("https://www.youtube.com/playlist?list=abc", ""),
        ("https://vimeo.com/123456", "https://vimeo.com/123456#t=751s"),
        ("https://vimeo.com/channels/x/123456#t=1s", "https://vimeo.com/channels/x/123456#t=751s"),
        ("https://vimeo.com/about", ""),
        ("https://www.c-span.org/video/?534567-1/hearing", "https://www.c-span.org/video/?534567-1/hearing&start=751"),
        ("https://www.c-span.org/person/?x", ""),
        ("https://www.example.org/watch?v=abc", ""),
        ("https://youtube.com.example.org/watch?v=abc", ""),
        ("javascript:youtu.be/abc", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_address_of_a_video_carries_the_time_in_its_sites_own_form(url: str, at: str) -> None:
    assert video_at(url, 751_999) == at
    assert video_at(url, None) == ""


def test_citations_and_the_browser_open_a_video_at_the_words() -> None:
    video, at = "https://youtu.be/abc", "https://youtu.be/abc?t=751"
    of = record(genre="speech", url=video)
    quote = quoted(of, WORDS, speaker=MAYOR)
    assert open_address(quote, of) == at
    assert f"({at})" in cited(of)
    assert f'href="{at}"' in cited(of, flavour="html")
    note, entry = cited(of, style="chicago-notes", form="full").split("\n")
    assert note.endswith(f", {at}.")
    assert entry.endswith(f" {video}.")
    assert render_bundle([(quote, of)] * 2, style="apa").text.count(video) == 1
    assert at not in cited(of, flavour="ris")


def test_a_block_of_markdown_or_html_says_what_the_record_is_and_when_the_words_were_said() -> None:
    of = record(genre="hearing", **EVENT)
    said = "hearing, Committee on Harbours, Geneva, Channel Nine, "
    assert f"{said}January 8, 2025, at 00:12:31" in cited(of, flavour="markdown")
    assert f'{said}<time datetime="2025-01-08">January 8, 2025</time>, at 00:12:31' in cited(
        of, flavour="html"
    )
    report = replace(record(form=""), times=(), pages=PAGES)
    assert cited(report, flavour="markdown").endswith("*Harbour Office*, January 8, 2025, p. v")


def test_other_addresses_are_opened_as_they_were() -> None:
    of = record(genre="speech")
    assert open_address(quoted(of, WORDS), of).startswith("https://www.example.org/record#:~:text=The")


ITEM: Final = Item(
    "Safety of harbours",
    authors=(Name("Okafor", "Samuel"),),
    issued=Date(2025, 1, 8),
    url="https://www.example.org/record",
    publisher="Channel Nine",
)


def item(genre: Genre, **more: Any) -> Item:
    return replace(ITEM, genre=genre, description=DESCRIPTIONS[genre], **more)


SAT: Final = {"event": "Committee on Harbours", "place": "Geneva"}


@pytest.mark.parametrize(
    "work",
    [
        *(item(genre, container="Evening Report") for genre in Genre),
        *(item(genre, **SAT) for genre in (Genre.SPEECH, Genre.HEARING, Genre.DEBATE, Genre.INTERVIEW)),
        item(Genre.INTERVIEW, interviewers=(Name("Cole", "Ann"),)),
        replace(ITEM, description="Transcript", publisher="", site=True),
    ],
)
def test_a_record_comes_back_from_csl_json(work: Item) -> None:
    assert item_from_csl(json.loads(csl_json(work, "", "k"))) == work


TYPES: Final = [
    (Genre.BROADCAST, "broadcast", "VIDEO", "misc"),
    (Genre.TELEVISION, "broadcast", "MPCT", "video"),
    (Genre.RADIO, "broadcast", "SOUND", "audio"),
    (Genre.PODCAST, "broadcast", "SOUND", "audio"),
    (Genre.SPEECH, "speech", "SLIDE", "misc"),
    (Genre.PRESS_CONFERENCE, "speech", "SLIDE", "misc"),
    (Genre.HEARING, "hearing", "HEAR", "misc"),
    (Genre.DEBATE, "hearing", "HEAR", "misc"),
    (Genre.INTERVIEW, "interview", "PCOMM", "misc"),
]


@pytest.mark.parametrize(("genre", "csl", "tag", "entry"), TYPES)
def test_a_record_has_the_type_of_its_genre_in_data(genre: Genre, csl: str, tag: str, entry: str) -> None:
    work = item(genre, **SAT)
    assert json.loads(csl_json(work, "", "k"))["type"] == csl
    assert ris(work, "", "k").startswith(f"TY  - {tag}\r\n")
    assert bibtex(work, "", "k").startswith(f"@{entry}{{k,")


def test_every_genre_has_its_types() -> None:
    assert [row[0] for row in TYPES] == list(Genre)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab} {\\%$#_&\"'\r\né"), min_size=1, max_size=30), st.sampled_from(Genre))
def test_no_field_of_a_record_ends_early_in_bibtex_and_ris(value: str, genre: Genre) -> None:
    asked = (Name(value, value),)
    work = item(genre, container=value, event=value, place=value, interviewers=asked)
    text = bibtex(replace(work, publisher=value), value, "k")
    depths = 0
    for char in text[text.index("{") + 1 : -1]:
        depths += (char == "{") - (char == "}")
        assert depths >= 0
    assert depths == 0
    rows = ris(replace(work, publisher=value), value, "k").split("\r\n")
    assert all(row[2:6] == "  - " for row in rows)


EVIL: Final = [
    "<script>alert(1)</script> & \"q\" 'z'",
    "x}} {{#invoke:evil}} [http://evil.example y] |quote=",
    "\x1b]52;c;ZXZpbA==\x07 \u202egnp.exe",
    "[a](http://evil.example) *d* _e_ `f` | ~i~",
]


@pytest.mark.parametrize("value", EVIL)
@pytest.mark.parametrize("genre", list(Genre))
def test_no_fact_of_a_record_acts_as_markup(genre: Genre, value: str) -> None:
    known = dict.fromkeys(("event", "place", "network", "interviewer", "title", "outlet"), value)
    of = replace(record(genre=genre.value, **known), pages=(Page(0, value, labelled=True),), times=())
    for style in STYLES:
        page = cited(of, style=style.name, form="full", flavour="html")
        assert set(re.findall(r"<(\w+)", page)) <= {"p", "i", "a", "blockquote", "cite", "time"}
        for flavour in ("plain", "markdown", "html"):
            shown = cited(of, style=style.name, flavour=flavour)
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
            assert flavour != "markdown" or not re.search(r"(?<!\\)\]\(http://evil", shown)
    text = cited(of, style="wikipedia", form="reference").removeprefix("{{").removesuffix("}}")
    assert not re.search(r"\{\{|\}\}|\[|\]|<|>|''", text.replace("{{!}}", ""))


@pytest.mark.parametrize("flavour", ["csl-json", "ris"])
@pytest.mark.parametrize("genre", list(Genre))
def test_an_exported_record_describes_the_file_beside_it_as_it_was(
    tmp_path: Path, genre: Genre, flavour: str
) -> None:
    known = {**EVENT, "genre": genre.value, "byline": "Samuel Okafor", "interviewer": "Ann Cole"}
    known |= {} if genre is Genre.INTERVIEW else {"interviewer": ""}
    of = record(**known)
    text = cited(of, flavour=flavour)
    suffix = "json" if flavour == "csl-json" else "ris"
    (tmp_path / f"export.{suffix}").write_text(
        f"[{text}]" if suffix == "json" else f"{text}\n", encoding="utf-8"
    )
    file = tmp_path / "record.txt"
    file.write_text(f"---\ntitle: Safety of harbours\nform: transcript\n---\n{TEXT}", encoding="utf-8")
    (found,) = read(file)
    assert isinstance(found, Article)
    again = replace(found, facts=found.facts.over(Facts(form=of.facts.form)))
    for style in ("apa", "mla", "chicago-notes", "harvard", "oscola", "mhra"):
        assert cited_reference(again, style) == cited_reference(of, style)


def cited_reference(of: Article, style: str) -> str:
    return cited(of, style=style, form="reference")
