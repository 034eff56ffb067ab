"""Several quotes with one list of references."""

import json
from dataclasses import replace

import pytest
from cite_material import DEFEATED, KNOWN, facts, quoted, seed

from quotebrowser.cite import STYLES, Choice, render, render_bundle
from quotebrowser.errors import UnknownError
from quotebrowser.model import Article, Quote

NETWORKS = "We can activate all the networks we have worked with over the years,"


def pair(
    known: dict[str, str] | None, identifier: str = "001", words: str = DEFEATED
) -> tuple[Quote, Article]:
    of = seed("001", facts({**KNOWN, **known}) if known is not None else None)
    of = replace(of, id=identifier)
    return quoted(of, words), of


def test_a_work_stands_in_the_list_once_and_quotes_keep_their_order() -> None:
    items = [pair({}, words=NETWORKS), pair({}), pair(None, "other")]
    found = render_bundle(items, style="mla")
    entry = render(*items[1], style="mla", form="reference").text
    assert found.text.split("\n\n") == [
        f"“{NETWORKS}” (qtd. in Levin)",
        f"“{DEFEATED}” (qtd. in Levin)",
        f"“{DEFEATED}” (qtd. in “001_866fe9dbe94e77b1.txt”)",
        f"Works Cited\n“001_866fe9dbe94e77b1.txt.”\n{entry}",
    ]


@pytest.mark.parametrize(
    ("style", "years"),
    [
        ("apa", ["2025b", "2025a"]),
        ("harvard", ["2025b", "2025a"]),
        ("chicago-author-date", ["2025b", "2025a"]),
    ],
)
def test_works_of_the_same_authors_and_year_are_told_apart_by_a_letter(style: str, years: list[str]) -> None:
    items = [pair({"title": "The second"}, "x"), pair({"title": "A first"}, "y")]
    quotes = render_bundle(items, style=style).text.split("\n\n")
    assert [year in line for year, line in zip(years, quotes, strict=False)] == [True, True]
    assert all(quotes[-1].count(year) == 1 for year in years)
    alone = render_bundle(items[:1], style=style).text
    assert "2025a" not in alone


def test_other_styles_have_no_letters() -> None:
    items = [pair({"title": "The second"}, "x"), pair({"title": "A first"}, "y")]
    plain = [style.name for style in STYLES if style.name not in {"apa", "harvard", "chicago-author-date"}]
    assert not any("2025a" in render_bundle(items, style=name).text for name in plain)


def test_an_address_opens_at_the_quote_but_in_a_record() -> None:
    items = [pair({})]
    assert "#:~:text=" in render_bundle(items, flavour="markdown").text
    assert "#:~:text=" not in render_bundle(items, flavour="bibtex").text


def test_styles_without_a_list_print_the_quotes_alone() -> None:
    items = [pair({}), pair({}, words=NETWORKS)]
    for style in STYLES:
        text = render_bundle(items, style=style.name).text
        assert (style.heading in text) if style.heading else "\n\n" in text
    assert render_bundle(items, style="ap").text == "\n\n".join(
        render(*item, style="ap").text for item in items
    )


def test_quotes_only_have_no_list_and_references_no_quotes() -> None:
    items = [pair({}), pair({}, words=NETWORKS)]
    assert render_bundle(items, form="quote-only").text == f"“{DEFEATED}”\n\n“{NETWORKS}”"
    assert render_bundle(items, style="apa", form="reference").text == (
        render(*items[0], style="apa", form="reference").text
    )


def test_markdown_and_html_list_their_sources() -> None:
    items = [pair({}), pair({}, words=NETWORKS)]
    source = render_bundle(items, flavour="markdown").text
    assert source.count("\n> — Brig. Gen. Behrouz Esbati") == 2
    assert "\n\n**Sources**\n\n- Dana R. Levin, “Iran’s former" in source
    page = render_bundle(items, style="apa", form="reference", flavour="html")
    assert page.text.startswith("<ul><li>Levin, D. R. (2025, January 8).")
    assert page.html == page.text


@pytest.mark.parametrize(("flavour", "records"), [("bibtex", "@article{"), ("ris", "TY  - NEWS")])
def test_records_are_one_a_work_with_all_its_quotes(flavour: str, records: str) -> None:
    items = [pair({}), pair({}, words=NETWORKS), pair({}, "again")]
    text = render_bundle(items, flavour=flavour).text
    assert text.count(records) == 2
    assert text.count("We can activate") == 1
    assert "levin2025irana" in text


def test_csl_json_is_a_list_of_items_with_keys_of_their_own() -> None:
    items = [pair({}), pair({}, "again"), pair(None, "other")]
    found = json.loads(render_bundle(items, flavour="csl-json").text)
    assert [item["id"] for item in found] == ["levin2025iran", "levin2025irana", "article001nd"]
    bare = json.loads(render_bundle(items, flavour="csl-json", form="reference").text)
    assert all("note" not in item for item in bare)


def test_warnings_name_the_file_they_are_about_once() -> None:
    items = [pair(None), pair(None, words=NETWORKS)]
    assert render_bundle(items).warnings == (
        (
            "001_866fe9dbe94e77b1.txt: Not recorded: outlet, title, author, date and URL; "
            "the file’s name replaces the outlet and title."
        ),
    )


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"style": "apaa"}, "Unknown style “apaa”; did you mean apa?"),
        ({"style": "Chicago"}, "Unknown style “Chicago”; did you mean chicago-notes?"),
        ({"form": "quotes"}, "Unknown form “quotes”; did you mean quote?"),
        ({"flavour": "bibtext"}, "Unknown flavour “bibtext”; did you mean bibtex?"),
        ({"style": "zzzz"}, "Unknown style “zzzz”"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_one(names: dict[str, str], message: str) -> None:
    quote, of = pair({})
    with pytest.raises(UnknownError) as caught:
        render(quote, of, **names)  # type: ignore[arg-type]
    assert caught.value.message == message
    assert caught.value.hint
    with pytest.raises(UnknownError) as caught:
        render_bundle([(quote, of)], **names)  # type: ignore[arg-type]
    assert caught.value.message == message


def test_every_style_names_its_manual_and_has_a_label() -> None:
    assert all(style.manual and style.label for style in STYLES)
    assert [style.name for style in STYLES] == [
        *("plain", "ap", "chicago-notes", "chicago-author-date", "apa", "mla", "harvard", "oscola", "mhra"),
        *("wikipedia", "wikiquote"),
    ]


def test_a_house_sets_what_a_style_says_otherwise() -> None:
    for style in STYLES:
        same, set_so = Choice().manner(style), Choice(title_marks="csl", locale="en-GB").manner(style)
        assert (same.title_marks, same.locale) == (style.title_marks, style.locale)
        assert (set_so.title_marks, set_so.locale) == ("csl", "en-GB")
