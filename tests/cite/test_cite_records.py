"""No field of an article can break out of a format; what is written can be read again."""

import html.parser
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from cite_material import GENERAL, URL, article, facts, quoted
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quotebrowser.cite import FORMS, STYLES, Item, item_from_csl, item_of, render, render_bundle
from quotebrowser.cite.parts.author_names import Name
from quotebrowser.cite.records import bibtex, csl_json, key, keys, ris
from quotebrowser.cite.styles.wiki import wikitext
from quotebrowser.model import Article, Date, Quote, SpeakerKind
from quotebrowser.model import Speaker as Somebody
from quotebrowser.text import safe_cell, safe_line

HOSTILE = [
    "} url={http://evil.example} note={\\input{x}",
    "a\nER  - \nTY  - JOUR\nUR  - http://evil.example",
    "x}} {{#invoke:evil}} [http://evil.example y] <script>|quote=",
    "<script>alert(1)</script> & \"quoted\" 'single'",
    "[a](http://evil.example) ![b](c) *d* _e_ `f` | g \\ h ~i~ <http://evil.example>",
    '=HYPERLINK("http://evil.example")',
    "\x1b]52;c;ZXZpbA==\x07 \u202egnp.exe \u200b",
    "# heading\n- item\n1. one\n> quote",
    "100% of $5 & #1_x^2 ~ \\ {a} }b{ @article{x,",
    "--- \\write18{rm}",
    "'''bold''' ''it'' ~~~~ <ref> </ref> <nowiki>",
    "&lt;b&gt; &amp; &#60;",
]
FIELDS = st.text(
    st.sampled_from("ab} {\\%$#_~^&|[]()*`<>'\"“”‘’=\n\r\t@!-+.1é\x1b\u202e"), min_size=1, max_size=40
)


def hostile(value: str) -> tuple[Quote, Article]:
    """A quote and every fact of its article made of one hostile string."""
    known = facts(
        {
            "title": value,
            "outlet": value,
            "byline": value.replace(";", ","),
            "published": "2025-01-08",
            "accessed": "2025-01-12",
            "url": f"https://x.example/{value}",
            "archived": f"https://x.example/copy/{value}",
            "agency": value,
            "via": value,
            "language": value,
        }
    )
    of = article(f"(word {value} word)", known, f"/press/{value}.txt")
    somebody = Somebody("k", value, value, SpeakerKind.PERSON)
    return quoted(of, f"word {value} word", speaker=somebody), of


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_nothing_of_a_hostile_article_acts_on_a_terminal(value: str, style: str) -> None:
    quote, of = hostile(value)
    for form in FORMS:
        for flavour in ("plain", "markdown", "html"):
            found = render(quote, of, style=style, form=form.name, flavour=flavour).text
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", found)
            assert not found.endswith("\n")
        if style != "wikiquote" and form.name in ("quote", "quote-only", "reference"):
            assert "\n" not in render(quote, of, style=style, form=form.name).text


class Tags(html.parser.HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_html_holds_its_own_tags_only_and_reads_as_the_plain_text(value: str, style: str) -> None:
    quote, of = hostile(value)
    for form in FORMS:
        parser = Tags()
        parser.feed(render(quote, of, style=style, form=form.name, flavour="html").text)
        assert set(parser.tags) <= {"p", "i", "a", "cite", "time", "blockquote"}
        assert all(address.startswith("https://x.example/") for address in parser.links)
        if style != "plain" or form.name != "quote":
            plain = render(quote, of, style=style, form=form.name).text
            assert parser.text == plain.replace("\n", "" if form.name == "full" else "\n")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("style", [style.name for style in STYLES if not style.name.startswith("wiki")])
def test_markdown_reads_as_the_plain_text(value: str, style: str) -> None:
    quote, of = hostile(value)
    for form in FORMS:
        if style == "plain" and form.name == "quote":
            continue
        source = render(quote, of, style=style, form=form.name, flavour="markdown").text
        parser = Tags()
        parser.feed(MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(source))
        assert set(parser.tags) <= {"p", "em", "a"}
        assert all(address.startswith("https://x.example/") for address in parser.links)
        plain = render(quote, of, style=style, form=form.name).text
        assert "".join(parser.text.split()) == "".join(plain.split())


@pytest.mark.parametrize("value", HOSTILE)
def test_the_markdown_block_of_the_plain_style_is_one_quotation(value: str) -> None:
    quote, of = hostile(value)
    source = render(quote, of, flavour="markdown").text
    assert source.count("\n") == 1
    parser = Tags()
    parser.feed(MarkdownIt("commonmark").render(source))
    assert set(parser.tags) <= {"blockquote", "p", "em", "a"}


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a_b_c?x=*1*&y=2",
        "https://x.example/?a=1&copy;=2",
        "https://x.example/it's~here-now",
    ],
)
def test_a_markdown_link_leads_to_the_very_address(url: str) -> None:
    of = article("“We held on.”", facts({"title": "T", "outlet": "O", "url": url}))
    parser = Tags()
    parser.feed(
        MarkdownIt("commonmark").render(render(quoted(of, "We held on."), of, flavour="markdown").text)
    )
    assert [address.partition("#")[0] for address in parser.links] == [url]


def test_a_script_address_becomes_no_link() -> None:
    of = article("“We held on.”", facts({"title": "T", "outlet": "O", "url": "javascript:alert(1)"}))
    quote = quoted(of, "We held on.")
    for style in STYLES:
        for flavour in ("markdown", "html"):
            text = render(quote, of, style=style.name, flavour=flavour).text
            assert "](javascript" not in text
            assert 'href="javascript' not in text
            assert 'cite="javascript' not in text


@settings(max_examples=150, deadline=None)
@given(FIELDS)
def test_bibtex_braces_are_balanced_and_no_field_ends_early(value: str) -> None:
    item = Item(value, value, (Name(value, value), Name(value)), Date(2025, 1, 8), url=f"https://x/{value}")
    text = bibtex(item, value, key(item))
    depth = lowest = 0
    for char in text[text.index("{") + 1 : -1]:
        depth += (char == "{") - (char == "}")
        lowest = min(lowest, depth)
    assert (depth, lowest) == (0, 0)
    names = re.findall(r"^  (\w+)=", text, re.MULTILINE)
    assert names == sorted(set(names), key=names.index)


def entries(text: str) -> Any:
    pybtex = pytest.importorskip(
        "pybtex.database", reason="pybtex is missing: pip install pybtex reads BibTeX back"
    )
    return pybtex.parse_string(text, "bibtex").entries


UNTEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def untex(text: str) -> str:
    pattern = "|".join(map(re.escape, UNTEX)) + r"|\\([&%$#_])"
    return re.sub(pattern, lambda found: found[1] or UNTEX[found[0]], text)


@pytest.mark.parametrize("value", HOSTILE)
def test_bibtex_is_read_back_by_pybtex(value: str) -> None:
    quote, of = hostile(value)
    item = item_of(of)
    found = entries(render(quote, of, flavour="bibtex").text)
    (entry,) = found.values()
    assert untex(entry.fields["title"].removeprefix("{").removesuffix("}")) == item.title
    assert untex(entry.fields["journal"]) == item.container
    assert entry.fields["year"] == "2025"
    assert entry.fields["url"].startswith("https://x.example/")


@settings(max_examples=100, deadline=None)
@given(FIELDS)
def test_ris_has_one_record_and_one_tag_a_line(value: str) -> None:
    item = Item(safe_line(value), safe_line(value), (Name(value),), Date(2025), url=f"https://x/{value}")
    rows = ris(item, value, "k").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", row) for row in rows)
    assert [row[:2] for row in rows].count("TY") == 1
    assert rows[-1] == "ER  - "


@pytest.mark.parametrize("value", HOSTILE)
def test_ris_is_read_back_by_rispy(value: str) -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is missing: pip install rispy reads RIS back")
    quote, of = hostile(value)
    item = item_of(of)
    (entry,) = rispy.loads(render(quote, of, flavour="ris").text)
    assert entry["title"] == item.title
    assert entry["secondary_title"] == item.container
    assert entry["year"] == "2025"


@settings(max_examples=100, deadline=None)
@given(FIELDS)
def test_csl_json_is_read_back(value: str) -> None:
    item = Item(value, value, (Name(value, value, value), Name(value)), Date(2025, 1), url=value)
    found = json.loads(csl_json(item, value, "k"))
    assert found["title"] == found["container-title"] == value
    assert found["author"][1] == {"literal": value}
    assert found["issued"] == {"date-parts": [[2025, 1]]}


@settings(max_examples=100, deadline=None)
@given(FIELDS, st.sampled_from([None, Date(2025), Date(2025, 3), Date(2025, 3, 9)]))
def test_an_item_comes_back_from_csl_json(value: str, issued: Date | None) -> None:
    title = value.replace("<", "").strip()
    authors = (Name("Cruz", "Ana R.", "Jr.", "de la"), *([Name(value, literal=True)] if value else []))
    item = Item(title, title, authors, issued, issued, url=value, language=value, site=bool(issued))
    assert item_from_csl(json.loads(csl_json(item, "", "k"))) == item


def test_names_in_data_keep_the_apostrophes_they_have() -> None:
    item = Item("A deal", "The Herald", (Name("O'Neil", "Anne", dropping="van"),))
    assert "AU  - O'Neil, Anne van" in ris(item, "", "k")
    assert "author={van O'Neil, Anne}" in bibtex(item, "", "k")
    assert '"dropping-particle": "van"' in csl_json(item, "", "k")


def test_a_web_site_is_no_newspaper_in_data_either() -> None:
    item = Item("A deal", "example.org", site=True)
    assert bibtex(item, "", "k").startswith("@online{k,")
    assert "organization={example.org}" in bibtex(item, "", "k")
    assert ris(item, "", "k").startswith("TY  - ELEC")
    assert json.loads(csl_json(item, "", "k"))["type"] == "webpage"


def test_a_bundle_of_hostile_articles_is_read_back_whole() -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is missing: pip install rispy reads RIS back")
    items = []
    for number, value in enumerate(HOSTILE):
        quote, of = hostile(value)
        items.append((replace(quote, article=f"a{number}"), replace(of, id=f"a{number}")))
    titles = [item_of(of).title for _, of in items]
    assert [entry["title"] for entry in rispy.loads(render_bundle(items, flavour="ris").text)] == titles
    assert len(entries(render_bundle(items, flavour="bibtex").text)) == len(items)
    assert [item["title"] for item in json.loads(render_bundle(items, flavour="csl-json").text)] == titles


@pytest.mark.parametrize("value", HOSTILE)
def test_wikitext_cannot_leave_its_parameter(value: str) -> None:
    quote, of = hostile(value)
    text = render(quote, of, style="wikipedia").text
    inner = text.removeprefix("<ref>{{cite news ").removesuffix("}}</ref>").replace("{{!}}", "")
    assert not re.search(r"\{\{|\}\}|\[\[|\]\]|<|>|''|~~~", inner)
    names = re.findall(r"\|([a-z0-9-]+)=", inner)
    assert set(names) <= {
        *("last", "first", "author", "date", "title", "url", "work", "agency", "access-date", "quote"),
        *("archive-url", "archive-date"),
        *("last1", "first1", "author1", "last2", "first2", "author2"),
    }
    assert len(names) == len(set(names))


def test_wikitext_escapes_what_wikis_act_on() -> None:
    assert wikitext("a|b [c] {d} ''e'' <f> & ~g") == (
        "a{{!}}b &#91;c&#93; &#123;d&#125; &#39;'e&#39;' &lt;f&gt; &amp; &#126;g"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=x", "'=x"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula(value: str, expected: str) -> None:
    assert safe_cell(value) == expected


def test_keys_are_told_apart_by_letters() -> None:
    item = Item("The storm", authors=(Name("Öztürk", "Ayşe"),), issued=Date(2025))
    found = keys([item] * 30)
    assert found[:3] == ["ozturk2025storm", "ozturk2025storma", "ozturk2025stormb"]
    assert found[-3:] == ["ozturk2025stormaa", "ozturk2025stormab", "ozturk2025stormac"]
    assert len(set(found)) == 30
    natural = Item("Storma", authors=item.authors, issued=item.issued)
    assert keys([natural, item, item]) == ["ozturk2025storma", "ozturk2025storm", "ozturk2025stormb"]


def test_the_general_is_named_in_a_records_note() -> None:
    of = article("“We held on.”", facts({"url": URL}))
    assert f"—{GENERAL.name}" in render(quoted(of, "We held on."), of, flavour="ris").text


def remarked(value: str, flavour: str, style: str = "plain") -> str:
    """Two quotes of one work, the note and the tag of the first made of one hostile string."""
    of = article("“We held on.” and “We go on.”", facts({"title": "T", "outlet": "O", "url": URL}))
    both = [(quoted(of, words), of) for words in ("We held on.", "We go on.")]
    said = {both[0][0].uid: (value, (value, "lead")), both[1][0].uid: ("Call.", ("lead",))}
    return render_bundle(both, style=style, flavour=flavour, remarks=said).text


@pytest.mark.parametrize("value", HOSTILE)
def test_what_the_user_said_has_fields_of_its_own_and_is_read_back(value: str) -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is missing: pip install rispy reads RIS back")
    note, one = f"On “We held on.” Note: {safe_line(value)}", safe_line(value)
    (row,) = rispy.loads(remarked(value, "ris"))
    assert row["notes"][1:] == [note, "On “We go on.” Note: Call."]
    assert row["keywords"] == [one, "lead"]
    (entry,) = entries(remarked(value, "bibtex")).values()
    annote = untex(entry.fields["annote"]).replace("``", "“").replace("''", "”").replace("---", "—")
    told = note.replace("``", "“").replace("''", "”").replace("---", "—")
    assert annote == f"{told}; On “We go on.” Note: Call."
    tag = " ".join(one.replace(",", " ").split())
    assert untex(entry.fields["keywords"]) == f"{tag}, lead"
    assert one not in entry.fields["note"]
    (item,) = json.loads(remarked(value, "csl-json"))
    assert (item["annote"], item["keyword"]) == (f"{note}; On “We go on.” Note: Call.", f"{tag}, lead")
    assert item["note"] == f"Quoted: “We held on.” —{GENERAL.name}; “We go on.” —{GENERAL.name}"


@pytest.mark.parametrize("value", HOSTILE)
def test_what_the_user_said_stands_below_its_quote_and_is_no_markup(value: str) -> None:
    lines = [safe_line(line) for line in value.split("\n")]
    below = "\nNote: " + "\n      ".join(lines) + f"\nTags: {safe_line(value)}, lead\n\n“We go on"
    assert below in remarked(value, "plain")
    for flavour in ("html", "markdown"):
        source, parser = remarked(value, flavour), Tags()
        if flavour == "markdown":
            source = MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(source)
        parser.feed(source)
        assert set(parser.tags) <= {
            *("p", "i", "a", "cite", "blockquote", "br", "em"),
            *("ul", "li", "strong"),
        }
        assert all(address.startswith(URL) for address in parser.links)
        assert "".join(safe_line(value).split()) in "".join(parser.text.split())
    wiki = remarked(value, "plain", "wikipedia").split("\n\n")[0]
    assert wiki.startswith("<ref>")
    assert re.sub(r"<!--((?!--|>).)*-->", "", wiki, flags=re.DOTALL).count("\n") == wiki.count("<!--") == 2


def test_a_note_on_the_only_quote_of_a_work_says_not_which() -> None:
    of = article("“We held on.”", facts({"title": "T", "outlet": "O"}))
    quote = quoted(of, "We held on.")
    found = render_bundle([(quote, of)], flavour="ris", remarks={quote.uid: ("Ask\nher.", ())}).text
    assert "\r\nN1  - Note: Ask her.\r\n" in found
    assert "KW" not in found
