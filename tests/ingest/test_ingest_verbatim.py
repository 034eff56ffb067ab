"""Words of a page are never altered: what is not shown is left out and said, all else is proved."""

# ruff: noqa: E501 - markup is easier to read on one line

from pathlib import Path
from typing import Any

import pytest

from quotebrowser import extract
from quotebrowser.ingest import read
from quotebrowser.ingest.web import pages
from quotebrowser.ingest.web.verbatim.source_letters import unescaped, unproved
from quotebrowser.model import Article

TEXT = (
    "The town will keep its harbour after a vote of the council that ended months of doubt about its use.",
    "The owners of the boats had asked for a promise that nobody had been ready to give them before.",
    "A second reading is set for the autumn, when the ministry will have answered the letter of the town.",
)


def article_of(tmp_path: Path, markup: str, name: str = "page.html") -> Article:
    body = "".join(f"<p>{part}</p>" for part in TEXT)
    path = tmp_path / name
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>It stays</title></head><body><main>'
        f"<article><h1>It stays</h1>{body}{markup}<p>The hall was full.</p></article></main></body></html>",
        encoding="utf-8",
    )
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


def quoted(article: Article) -> list[str]:
    return [span.of(article.text) for quote in extract.quotes(article) for span in quote.spans]


INLINE = [
    ("three links", "“we will not sell <a href='/1'>the old harbour houses</a> to any, and <a href='/2'>the report of auditors</a> proves <a href='/3'>the council was right</a> here,”"),
    ("links with names of teasers", "“we will <a class='related teaser' href='/1'>not sell the harbour “now”</a> to them,”"),
    ("a strong link", "“we <strong class='promo'><a href='/1'>will not sell “the” harbour</a></strong> to them,”"),
    ("a word in a comment class", "“we <span class='comment'>will not</span> sell it to them,”"),
    ("a term that is a button", "“we <button>will not</button> sell it to them,”"),
    ("letters apart", "“<b>W</b>e <i>w</i>ill n<u>o</u>t <small>sell</small> it to <font color='red'>them</font>,”"),
    ("a mark of a program", "“we will <mark>not</mark> sell <data value='1'>it</data> to <nobr>them</nobr>,”"),
    ("an ordinal", "“we were the 1<sup>st</sup> to say it on the 22<sup>nd</sup>,”"),
    ("quotation elements", "“we heard <q>never again</q> in the hall,”"),
    ("signs as references", "“we &amp; they will n&#111;t sell &lt;it&gt; &ndash; not now,”"),
    ("a sign of an old encoding", "“we won&#146;t sell it to them,”"),
]  # fmt: skip


@pytest.mark.parametrize("words", [row[1] for row in INLINE], ids=[row[0] for row in INLINE])
def test_nothing_in_a_sentence_is_dropped(tmp_path: Path, words: str) -> None:
    article = article_of(tmp_path, f"<p>The mayor said {words} and left the hall.</p>")
    plain = unproved(f"<p>The mayor said {words} and left the hall.</p>", [article.text.split("\n\n")[-2]])
    assert plain == []
    assert "and left the hall." in article.text
    assert "not stand" not in article.notice


LEFT_OUT = [
    ("del", "We will <del>never</del> <ins>gladly</ins> pay", "We will gladly pay", "struck passage"),
    ("del without a blank", "We will <del>never</del><ins>gladly</ins> pay", "We will gladly pay", "struck passage"),
    ("s", "We will <s>never </s>gladly pay", "We will gladly pay", "struck passage"),
    ("strike in strong", "We will <strong><strike>never</strike> gladly</strong> pay", "We will gladly pay", "struck passage"),
    ("a line through", "We will <span style='text-decoration: line-through'>never</span> gladly pay", "We will gladly pay", "struck passage"),
    ("a note that is a link", "We will pay<sup><a href='#fn1'>1</a></sup> for it all", "We will pay for it all", "footnote sign"),
    ("a note in a link", "We will pay<a href='#fn1'><sup>12</sup></a> for it all", "We will pay for it all", "footnote sign"),
    ("a note in brackets", "We will pay<sup>[2]</sup> for it all", "We will pay for it all", "footnote sign"),
    ("a note that is a sign", "We will pay<sup>*</sup> for it all", "We will pay for it all", "footnote sign"),
    ("a number behind a word", "We will pay<sup>3</sup> for it all", "We will pay for it all", "footnote sign"),
    ("a note by its name", "We will pay in EU<sup class='footnote-ref'>3</sup> for it", "We will pay in EU for it", "footnote sign"),
    ("hidden words", "We will <span style='display:none'>never</span> gladly pay", "We will gladly pay", "hidden passage"),
    ("words with the attribute", "We will <span hidden>never</span> gladly pay", "We will gladly pay", "hidden passage"),
    ("words without size", "We will <span style='font-size: 0px'>never</span> gladly pay", "We will gladly pay", "hidden passage"),
    ("invisible words", "We will <i style='visibility : hidden;'>never</i> gladly pay", "We will gladly pay", "hidden passage"),
    ("a power", "It grew 100<sup>2</sup> times", "It grew 100² times", ""),
    ("a negative power", "It is 10<sup>-3</sup> of a metre", "It is 10⁻³ of a metre", ""),
    ("a measure", "It has 20 m<sup>2</sup> of room", "It has 20 m² of room", ""),
    ("what stands lower", "It is CO<sub>2</sub> all the same", "It is CO2 all the same", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shown", "notice"), [row[1:] for row in LEFT_OUT], ids=[row[0] for row in LEFT_OUT]
)
def test_what_readers_do_not_see_as_words_is_left_out_and_said(
    tmp_path: Path, words: str, shown: str, notice: str
) -> None:
    article = article_of(tmp_path, f"<p>“{words},” Maria Oduya said.</p>")
    assert quoted(article) == [f"{shown},"]
    assert article.notice == (f"left out: 1 {notice}" if notice else "")


HIDDEN = [
    "<p style='display:none'>{}</p>",
    "<div hidden><p>{}</p></div>",
    "<div style='color:red;DISPLAY : NONE !important'><p>{}</p></div>",
    "<section style='visibility:hidden'><div><p>{}</p></div></section>",
    "<div style='mso-hide:all;max-height:0'>{}</div>",
]


@pytest.mark.parametrize("form", HIDDEN)
def test_a_hidden_part_is_no_part_of_the_article(tmp_path: Path, form: str) -> None:
    article = article_of(tmp_path, form.format("“Words that nobody sees on this page,” said Bob Ghost."))
    assert not quoted(article)


@pytest.mark.parametrize(
    "shown", ["hidden='until-found'", "style='display:block'", "class='hidden'", "style=''"]
)
def test_what_can_be_seen_is_not_hidden(tmp_path: Path, shown: str) -> None:
    article = article_of(
        tmp_path, f"<div {shown}><p>“Words that all see on this page,” said Bob Seen.</p></div>"
    )
    assert quoted(article) == ["Words that all see on this page,"]


def _cuts_links(root: Any, _title: str = "") -> None:
    for link in list(root.iter("a")):
        link.drop_tree()


def _turns_words(root: Any, _title: str = "") -> None:
    for paragraph in root.iter("p"):
        paragraph.text = " ".join(reversed((paragraph.text or "").split()))


def _joins(root: Any, _title: str = "") -> None:
    for paragraph in list(root.iter("p"))[1:2]:
        paragraph.getprevious().text += paragraph.text
        paragraph.drop_tree()


def _changes_a_letter(root: Any, _title: str = "") -> None:
    for paragraph in root.iter("p"):
        paragraph.text = (paragraph.text or "").replace("not", "now")


@pytest.mark.parametrize("fault", [_cuts_links, _turns_words, _changes_a_letter])
def test_a_reader_that_alters_words_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Any
) -> None:
    words = "<p>The mayor said “we will not sell <a href='/1'>the old harbour</a> to anyone” and left.</p>"
    assert quoted(article_of(tmp_path, words, "sound.html")) == ["we will not sell the old harbour to anyone"]
    monkeypatch.setattr(pages, "prune", fault)
    altered = article_of(tmp_path, words)
    assert "not stand in the page as read" in altered.notice
    assert not quoted(altered)


PROVED = [
    ("plain", "<p>A “b” c.</p>", "A “b” c."),
    ("over lines", "<p>A\n  “b”\n</p>", "A “b”"),
    ("a tag with a sign in its value", "<p>A <a title='x > y'>b</a> c.</p>", "A b c."),
    ("a comment in a word", "<p>har<!-- > -->bour</p>", "harbour"),
    ("a script in a line", "<p>har<script>'</p>'</script>bour</p>", "harbour"),
    ("struck words kept", "<p>A <s>b</s> c.</p>", "A b c."),
    ("struck words left out", "<p>A <s>b <i>x</i></s> c.</p>", "A c."),
    ("nested struck words", "<p>A <del>b <del>x</del> y</del> c.</p>", "A c."),
    ("a power", "<p>10<sup>2</sup> m</p>", "10² m"),
    ("a hidden word", "<p>A <b hidden>b</b> c.</p>", "A c."),
    ("an unclosed tag at the end", "<p>A b</p><a href='", "A b"),
]


@pytest.mark.parametrize(("markup", "text"), [row[1:] for row in PROVED], ids=[row[0] for row in PROVED])
def test_what_stands_in_a_page_is_proved(markup: str, text: str) -> None:
    assert unproved(f"<html>{markup}", [text]) == []


ALTERED = [
    ("<p>A <a>b</a> c.</p>", "A c."),
    ("<p>A b c.</p>", "A c b."),
    ("<p>A “b” c.</p>", "A ‘b’ c."),
    ("<p>A b</p><p>x</p><p>c</p>", "A b c"),
    ("<p>1<sup>st</sup> day</p>", "1 day"),
    ("<p>A b.</p>", "A b!"),
    ("<!-- A b -->", "A b"),
    ("<p title='A b'></p>", "A b"),
]


@pytest.mark.parametrize(("markup", "text"), ALTERED)
def test_what_does_not_stand_in_a_page_is_not(markup: str, text: str) -> None:
    assert unproved(markup, ["A", text]) in ([1], [0, 1])


def test_data_says_what_its_strings_say() -> None:
    assert unescaped(r'"\u201ca\u201d \"b\" \ud83d\ude00 \/ \\n \n"') == '"“a” "b" 😀 / \\n \n"'


@pytest.mark.parametrize("part", ["<a", "<!--", '<a="', "<sup>1", "<s>", "&am", "<p>x ", "</sup><sup>*"])
def test_hostile_markup_is_proved_in_time(part: str) -> None:
    assert unproved(part * 100_000, [f"{number} z" for number in range(1000)])
