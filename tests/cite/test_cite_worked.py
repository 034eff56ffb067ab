"""Every style and flavour on one quote of a sample article, with made-up facts about where it was printed.

Sources of the expected strings: Chicago, APA, MLA, Harvard, OSCOLA and MHRA entries are what citeproc-js
1.4.61 prints by the CSL files of August 2026 (APA's marks within a title: pandoc); "quoted in", "as cited in"
and "qtd. in" by the manuals named in the table of styles; AP's line by its stylebook; Wikipedia's by its
template's documentation; the plain, Markdown and HTML lines are this program's own.
"""

import json

import pytest
from cite_material import DEFEATED, KNOWN, URL, known_seed

from quotebrowser.cite import Choice, render, render_bundle

ENTRY = "“Iran’s Former Top General in Syria Admits ‘Very Big Blow"
LINK = URL + "#:~:text=We%20were%20defeated%2C%20and%20defeated,and%20it%E2%80%99s%20been%20very%20difficult"
STRAIGHT = DEFEATED.replace("’", "'")
CITE_NEWS = (
    "{{cite news |last=Levin |first=Dana R. |date=2025-01-08 "
    "|title=Iran's former top general in Syria admits 'very big blow' "
    f"|url={URL} |work=The Example Herald |access-date=2025-01-12"
)

CASES = [
    (
        "plain",
        "quote",
        f"“{DEFEATED}” —Brig. Gen. Behrouz Esbati, in The Example Herald, January 8, 2025 ({URL})",
    ),
    (
        "ap",
        "quote",
        (
            f"“{DEFEATED[:-1]},” Brig. Gen. Behrouz Esbati said in a speech, The Example Herald reported "
            "Jan. 8, 2025, citing The New York Times."
        ),
    ),
    (
        "chicago-notes",
        "full",
        (
            f"Behrouz Esbati, quoted in Dana R. Levin, {ENTRY},’” The Example Herald, "
            f"January 8, 2025, {URL}.\n"
            f"Levin, Dana R. {ENTRY}.’” The Example Herald, January 8, 2025. {URL}."
        ),
    ),
    (
        "chicago-author-date",
        "full",
        (
            "(Esbati, quoted in Levin 2025)\n"
            f"Levin, Dana R. 2025. {ENTRY}.’” The Example Herald, January 8. {URL}."
        ),
    ),
    (
        "apa",
        "full",
        (
            "(Esbati, as cited in Levin, 2025, para. 4)\n"
            "Levin, D. R. (2025, January 8). Iran’s former top general in Syria admits “very big blow.” "
            f"The Example Herald. {URL}"
        ),
    ),
    (
        "mla",
        "full",
        f"(qtd. in Levin)\nLevin, Dana R. {ENTRY}.’” The Example Herald, 8 Jan. 2025, {URL}.",
    ),
    (
        "harvard",
        "full",
        (
            "(Esbati, quoted in Levin, 2025)\n"
            "Levin, D.R. (2025) ‘Iran’s former top general in Syria admits “very big blow”’, "
            f"The Example Herald, 8 January. Available at: {URL} (Accessed: 12 January 2025)."
        ),
    ),
    (
        "oscola",
        "full",
        (
            "Behrouz Esbati, quoted in Dana R Levin, "
            "‘Iran’s Former Top General in Syria Admits “Very Big Blow”’ "
            f"The Example Herald (8 January 2025) <{URL}> accessed 12 January 2025.\n"
            "Levin DR, ‘Iran’s Former Top General in Syria Admits “Very Big Blow”’ "
            f"The Example Herald (8 January 2025) <{URL}> accessed 12 January 2025"
        ),
    ),
    (
        "mhra",
        "full",
        (
            "Behrouz Esbati, quoted in Dana R. Levin, "
            "‘Iran’s Former Top General in Syria Admits “Very Big Blow”’, "
            f"The Example Herald, 8 January 2025 <{URL}> [accessed 12 January 2025].\n"
            "Levin, Dana R., ‘Iran’s Former Top General in Syria Admits “Very Big Blow”’, "
            f"The Example Herald, 8 January 2025 <{URL}> [accessed 12 January 2025]"
        ),
    ),
    ("wikipedia", "quote", f"<ref>{CITE_NEWS} |quote={STRAIGHT}}}}}</ref>"),
    ("wikipedia", "reference", CITE_NEWS + "}}"),
    (
        "wikiquote",
        "quote",
        (
            f"* {STRAIGHT}\n** As quoted in "
            f"[{URL} \"Iran's former top general in Syria admits 'very big blow'\"], "
            "''The Example Herald'' (8 January 2025)"
        ),
    ),
    ("chicago-notes", "quote-only", f"“{DEFEATED}”"),
    ("oscola", "quote-only", f"‘{DEFEATED}’"),
    ("apa", "quote", f"“{DEFEATED}” (Esbati, as cited in Levin, 2025, para. 4)"),
    ("mla", "quote", f"“{DEFEATED}” (qtd. in Levin)"),
]


@pytest.mark.parametrize(("style", "form", "expected"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_each_style_prints_the_worked_string(style: str, form: str, expected: str) -> None:
    quote, article = known_seed()
    found = render(quote, article, style=style, form=form, choice=Choice(occasion="in a speech"))
    assert found.text == expected


def test_markdown_is_a_quotation_with_a_link_that_opens_at_the_quote() -> None:
    quote, article = known_seed()
    assert render(quote, article, flavour="markdown").text == (
        f"> “{DEFEATED}”\n"
        f"> — Brig. Gen. Behrouz Esbati, in [“{KNOWN['title']}”]({LINK}), "
        "*The Example Herald*, January 8, 2025"
    )


def test_html_keeps_the_attribution_outside_the_quotation() -> None:
    quote, article = known_seed()
    found = render(quote, article, flavour="html")
    title = "Iran’s former top general in Syria admits “very big blow”"
    assert found.text == found.html
    assert found.text == (
        f'<blockquote cite="{URL}"><p>{DEFEATED}</p></blockquote>'
        f'<p>—Brig. Gen. Behrouz Esbati, in <cite><a href="{LINK}">{title}</a></cite>, The Example Herald, '
        '<time datetime="2025-01-08">January 8, 2025</time></p>'
    )


@pytest.mark.parametrize(
    ("style", "flavour", "beside"),
    [
        ("apa", "plain", True),
        ("apa", "html", True),
        ("apa", "markdown", False),
        ("wikiquote", "plain", False),
    ],
)
def test_html_stands_beside_all_but_markup(style: str, flavour: str, *, beside: bool) -> None:
    quote, article = known_seed()
    assert (render(quote, article, style=style, flavour=flavour).html is not None) == beside
    pair = [(quote, article), (quote, article)]
    assert (render_bundle(pair, style=style, flavour=flavour).html is not None) == beside


def test_the_plain_line_may_be_british() -> None:
    quote, article = known_seed()
    british = Choice(locale="en-GB")
    assert "The Example Herald, 8 January 2025 (" in render(quote, article, choice=british).text
    assert "8 January 2025" in render(quote, article, flavour="markdown", choice=british).text
    assert "8 January 2025</time>" in render(quote, article, flavour="html", choice=british).text


def test_ris_ends_its_lines_with_cr_lf_and_has_no_final_newline() -> None:
    quote, article = known_seed()
    assert render(quote, article, flavour="ris").text.split("\r\n") == [
        "TY  - NEWS",
        "ID  - levin2025iran",
        "AU  - Levin, Dana R.",
        f"TI  - {KNOWN['title']}",
        "T2  - The Example Herald",
        "PY  - 2025",
        "DA  - 2025/01/08/",
        "Y2  - 2025/01/12/",
        f"UR  - {URL}",
        "LA  - en",
        f"N1  - “{DEFEATED}” —Behrouz Esbati",
        "ER  - ",
    ]


def test_bibtex_carries_the_fields_of_bibtex_and_of_biblatex() -> None:
    quote, article = known_seed()
    assert render(quote, article, flavour="bibtex").text.splitlines() == [
        "@article{levin2025iran,",
        "  author={Levin, Dana R.},",
        f"  title={{{{{KNOWN['title']}}}}},",
        "  journaltitle={The Example Herald},",
        "  journal={The Example Herald},",
        "  entrysubtype={newspaper},",
        "  date={2025-01-08},",
        "  year={2025},",
        "  month=jan,",
        "  day={8},",
        f"  url={{{URL}}},",
        "  urldate={2025-01-12},",
        f"  note={{``{DEFEATED}'' ---Behrouz Esbati}}",
        "}",
    ]


def test_csl_json_is_an_item_other_engines_take() -> None:
    quote, article = known_seed()
    assert json.loads(render(quote, article, flavour="csl-json").text) == {
        "id": "levin2025iran",
        "type": "article-newspaper",
        "title": KNOWN["title"],
        "container-title": "The Example Herald",
        "author": [{"family": "Levin", "given": "Dana R."}],
        "issued": {"date-parts": [[2025, 1, 8]]},
        "accessed": {"date-parts": [[2025, 1, 12]]},
        "URL": URL,
        "language": "en",
        "note": f"Quoted: “{DEFEATED}” —Behrouz Esbati",
    }


def test_a_house_may_set_the_locale_and_the_marks_otherwise() -> None:
    quote, article = known_seed()
    american = render(
        quote, article, style="harvard", form="reference", choice=Choice(locale="en-US", title_marks="csl")
    )
    assert american.text == (
        "Levin, D.R. (2025) “Iran’s former top general in Syria admits ‘very big blow,’” "
        f"The Example Herald, 8 January. Available at: {URL} (Accessed: January 12, 2025)."
    )
    straight = render(quote, article, form="quote-only", choice=Choice(marks="straight"))
    assert straight.text == f'"{STRAIGHT}"'
    deep = render(quote, article, choice=Choice(deep_links=True))
    assert deep.text.endswith(f"({LINK})")
