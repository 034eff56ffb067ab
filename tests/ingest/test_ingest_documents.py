"""Word, OpenDocument and RTF: what they show is read, what they do not show is left out and said."""

# ruff: noqa: E501 - markup is easier to read on one line

from pathlib import Path

import pytest
from reader_material import zipped

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.model import Article, Rejected

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = " ".join(
    f'xmlns:{name}="{SPACE}{long}:1.0"'
    for name, long in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    )
)


def word(body: str, styles: str = "") -> bytes:
    """A Word document."""
    members: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"
    }
    if styles:
        members["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    return zipped(members)


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str, automatic: str = "", styles: str = "", kind: str = "text", head: str = "") -> bytes:
    """An OpenDocument text."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"{head}<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {ODF}><office:styles>{styles}</office:styles></office:document-styles>",
            "meta.xml": f'<office:document-meta {ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
            "<dc:title>The harbour stays</dc:title><dc:creator>A Clerk</dc:creator><dc:date>2025-01-09</dc:date>"
            "</office:meta></office:document-meta>",
        }
    )


def style(name: str, looks: str, family: str = "text", parent: str = "") -> str:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{above}><style:text-properties {looks}/></style:style>'


def rtf(body: str, head: str = "") -> bytes:
    """An RTF document."""
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0 {head}" + body + r"\par}").encode("cp1252")


def only(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


TOGGLE = '<w:style w:type="{kind}" w:styleId="{name}"><w:rPr>{look}</w:rPr></w:style>'
BASED = '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
IN_WORD = [
    ("struck", run("never ", "<w:strike/>"), "", "1 struck passage"),
    ("struck twice", run("never ", '<w:dstrike w:val="true"/>'), "", "1 struck passage"),
    ("struck in two runs", run("nev", "<w:strike/>") + run("er ", "<w:strike/>"), "", "1 struck passage"),
    ("deleted", "<w:del>" + run("never ").replace("w:t", "w:delText") + "</w:del>", "", "1 struck passage"),
    ("hidden", run("never ", "<w:vanish/>"), "", "1 hidden passage"),
    ("hidden on the web", run("never ", '<w:webHidden w:val="1"/>'), "", "1 hidden passage"),
    ("hidden by its style", run("never ", '<w:rStyle w:val="A"/>'), TOGGLE.format(kind="character", name="A", look="<w:vanish/>"), "1 hidden passage"),
    ("struck by the style of its style", run("never ", '<w:rStyle w:val="B"/>'), TOGGLE.format(kind="character", name="A", look="<w:strike/>") + BASED, "1 struck passage"),
    ("a note", '<w:r><w:footnoteReference w:id="2"/></w:r>', "", "1 footnote"),
    ("a note at the end", '<w:r><w:endnoteReference w:id="2"/></w:r>', "", "1 footnote"),
    ("a note with a sign of its own", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>', "", "1 footnote"),
    ("the number of a note, typed", run("3", '<w:vertAlign w:val="superscript"/>'), "", "1 footnote sign"),
    ("a sign of a note, lifted", run("[4]", '<w:position w:val="8"/>'), "", "1 footnote sign"),
    ("an empty struck run", run(" ", "<w:strike/>"), "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "styles", "notice"), [row[1:] for row in IN_WORD], ids=[row[0] for row in IN_WORD]
)
def test_what_word_does_not_show_is_left_out_and_said(
    tmp_path: Path, markup: str, styles: str, notice: str
) -> None:
    article = only(
        tmp_path / "a",
        word(f"<w:p>{run('“We will ')}{markup}{run('gladly pay,” said Ada Example.')}</w:p>", styles),
    )
    assert article.text == "“We will gladly pay,” said Ada Example."
    assert article.notice == (f"left out: {notice}" if notice else "")


BOTH = TOGGLE.format(kind="character", name="A", look="<w:strike/>") + TOGGLE.format(
    kind="paragraph", name="P", look="<w:strike/>"
)
SHOWN_IN_WORD = [
    ("a run that is not struck", run("never ", '<w:strike w:val="0"/>'), ""),
    ("a run that is not hidden", run("never ", '<w:vanish w:val="false"/>'), ""),
    ("a run that says no to its style", run("never ", '<w:rStyle w:val="A"/><w:strike w:val="off"/>'), BOTH),
    ("two styles that cancel each other", run("never ", '<w:rStyle w:val="A"/>'), BOTH),
    ("a style that no run names", run("never "), TOGGLE.format(kind="character", name="A", look="<w:vanish/>")),
    ("an end of words", run("never ", '<w:vertAlign w:val="superscript"/>'), ""),
    ("a style based on itself", run("never ", '<w:rStyle w:val="A"/>'), '<w:style w:type="character" w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "styles"), [row[1:] for row in SHOWN_IN_WORD], ids=[row[0] for row in SHOWN_IN_WORD]
)
def test_what_word_shows_stays(tmp_path: Path, markup: str, styles: str) -> None:
    own = '<w:pPr><w:pStyle w:val="P"/></w:pPr>' if styles is BOTH else ""
    told = '<w:strike w:val="0"/>'
    article = only(
        tmp_path / "a",
        word(
            f"<w:p>{own}{run('“We will ', told)}{markup}{run('pay,” said Ada Example.', told)}</w:p>", styles
        ),
    )
    assert article.text == "“We will never pay,” said Ada Example."
    assert not article.notice


def test_all_of_a_struck_paragraph_goes(tmp_path: Path) -> None:
    styles = TOGGLE.format(kind="paragraph", name="P", look="<w:dstrike/>")
    body = f'<w:p>{run("The town met.")}</w:p><w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("“No,” said Bob Ghost.")}</w:p>'
    article = only(tmp_path / "a", word(body, styles))
    assert (article.text, article.notice) == ("The town met.", "left out: 1 struck passage")


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:vanish/>"])
def test_a_paragraph_whose_end_is_not_shown_goes_on_in_the_next(tmp_path: Path, mark: str) -> None:
    first = f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{run('“We will not ')}</w:p>"
    article = only(tmp_path / "a", word(f"{first}<w:p>{run('sell,” said Ada.')}</w:p>"))
    assert article.text == "“We will not sell,” said Ada."


@pytest.mark.parametrize(
    ("name", "is_heading"), [("heading 2", True), ("Title", True), ("caption", True), ("Body Text", False)]
)
def test_a_heading_is_known_by_the_name_of_its_style(tmp_path: Path, name: str, *, is_heading: bool) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="X7"><w:name w:val="{name}"/></w:style>'
    body = f'<w:p><w:pPr><w:pStyle w:val="X7"/></w:pPr>{run("“No” to the harbour")}</w:p><w:p>{run("It met.")}</w:p>'
    article = only(tmp_path / "a", word(body, styles))
    assert bool(article.furniture) is is_heading


STRUCK = style("T1", 'style:text-line-through-style="solid"')
IN_ODF = [
    ("struck", '<text:span text:style-name="T1">never </text:span>', STRUCK, "1 struck passage"),
    ("struck twice", '<text:span text:style-name="T1">never </text:span>', style("T1", 'style:text-line-through-type="double"'), "1 struck passage"),
    ("struck by the style of its style", '<text:span text:style-name="T2">never </text:span>', STRUCK + style("T2", "", parent="T1"), "1 struck passage"),
    ("struck around", '<text:span text:style-name="T1"><text:span text:style-name="T3">never</text:span> </text:span>', STRUCK, "1 struck passage"),
    ("hidden", '<text:span text:style-name="T1">never </text:span>', style("T1", 'text:display="none"'), "1 hidden passage"),
    ("hidden by a condition", '<text:hidden-text text:is-hidden="true">never </text:hidden-text>', "", "1 hidden passage"),
    ("a note", '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>“No,” said Bob.</text:p></text:note-body></text:note>', "", "1 footnote"),
    ("a note at the end", '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>No.</text:p></text:note-body></text:note>', "", "1 footnote"),
    ("the number of a note", '<text:span text:style-name="T1">3</text:span>', style("T1", 'style:text-position="super 58%"'), "1 footnote sign"),
    ("the number of a note, lifted", '<text:span text:style-name="T1">3,4</text:span>', style("T1", 'style:text-position="33% 80%"'), "1 footnote sign"),
    ("a remark", "<office:annotation><text:p>never</text:p></office:annotation>", "", ""),
    ("what a picture is called", "<draw:frame><svg:title>never</svg:title><svg:desc>never</svg:desc></draw:frame>", "", ""),
    ("how a word is read", "<text:ruby><text:ruby-base/><text:ruby-text>never</text:ruby-text></text:ruby>", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "styles", "notice"), [row[1:] for row in IN_ODF], ids=[row[0] for row in IN_ODF]
)
def test_what_open_documents_do_not_show_is_left_out_and_said(
    tmp_path: Path, markup: str, styles: str, notice: str
) -> None:
    body = f"<text:p>“We will {markup}gladly pay,” said Ada Example.</text:p>"
    article = only(tmp_path / "a", odt(body, styles))
    assert article.text == "“We will gladly pay,” said Ada Example."
    assert article.notice == (f"left out: {notice}" if notice else "")


SHOWN_IN_ODF = [
    ("a span", '<text:span text:style-name="T1">never </text:span>', style("T1", "")),
    ("not struck", '<text:span text:style-name="T1">never </text:span>', style("T1", 'style:text-line-through-style="none"')),
    ("a span that says no to the one around", '<text:span text:style-name="T1"><text:span text:style-name="T2">never </text:span></text:span>', STRUCK + style("T2", 'style:text-line-through-style="none"')),
    ("shown", '<text:span text:style-name="T1">never </text:span>', style("T1", 'text:display="true"')),
    ("a link", "<text:a>never </text:a>", ""),
    ("two spaces", "never<text:s/><text:s text:c='3'/>", ""),
    ("a tab", "never<text:tab/>", ""),
    ("a new line", "never<text:line-break/>", ""),
    ("a page's end", "nev<text:soft-page-break/>er ", ""),
    ("a place that is marked", "nev<text:bookmark text:name='x'/>er ", ""),
    ("changes", "<text:change-start text:change-id='c'/>never <text:change-end text:change-id='c'/>", ""),
    ("a style made from itself", '<text:span text:style-name="T1">never </text:span>', style("T1", "", parent="T1")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "styles"), [row[1:] for row in SHOWN_IN_ODF], ids=[row[0] for row in SHOWN_IN_ODF]
)
def test_what_open_documents_show_stays(tmp_path: Path, markup: str, styles: str) -> None:
    article = only(tmp_path / "a", odt(f"<text:p>“We will {markup}pay,” said Ada Example.</text:p>", styles))
    assert article.text == "“We will never pay,” said Ada Example."
    assert not article.notice


GONE = "<text:p>“No,” said Bob Ghost.</text:p>"
HIDDEN_IN_ODF = [
    ("a deleted part", f"<text:tracked-changes><text:changed-region><text:deletion>{GONE}</text:deletion></text:changed-region></text:tracked-changes>", "", "1 struck passage"),
    ("a hidden section", f'<text:section text:display="none">{GONE}{GONE}</text:section>', "", "2 hidden passages"),
    ("a hidden paragraph", GONE.replace("<text:p>", '<text:p><text:hidden-paragraph text:is-hidden="true"/>'), "", "1 hidden passage"),
    ("a struck paragraph", GONE.replace("<text:p>", '<text:p text:style-name="P1">'), style("P1", 'style:text-line-through-style="solid"', "paragraph"), "1 struck passage"),
    ("a paragraph of a hidden style", GONE.replace("<text:p>", '<text:p text:style-name="P1">'), style("P1", "", "paragraph", "Secret"), "1 hidden passage"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "styles", "notice"), [row[1:] for row in HIDDEN_IN_ODF], ids=[row[0] for row in HIDDEN_IN_ODF]
)
def test_paragraphs_that_open_documents_do_not_show_are_left_out(
    tmp_path: Path, markup: str, styles: str, notice: str
) -> None:
    secret = style("Secret", 'text:display="none"', "paragraph")
    article = only(tmp_path / "a", odt(f"{markup}<text:p>The town met.</text:p>", styles, secret))
    assert (article.text, article.notice) == ("The town met.", f"left out: {notice}")


def test_an_open_document_says_its_title_and_nothing_of_who_made_the_file(tmp_path: Path) -> None:
    article = only(tmp_path / "a", odt("<text:h>Harbour</text:h><text:p>The town met.</text:p>"))
    assert article.facts.title is not None
    assert article.facts.title.value == "The harbour stays"
    assert article.facts.byline is None
    assert article.published is None
    assert len(article.furniture) == 1


def test_text_in_a_frame_is_read_once(tmp_path: Path) -> None:
    frame = "<draw:frame><draw:text-box><text:p>“No,” said Bob.</text:p></draw:text-box></draw:frame>"
    article = only(tmp_path / "a", odt(f"<text:p>The {frame}town met.</text:p>"))
    assert article.text == "The town met.\n\n“No,” said Bob."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_an_open_document_in_one_file_is_read(tmp_path: Path, encoding: str) -> None:
    flat = (
        f'<?xml version="1.0" encoding="{encoding}"?><office:document {ODF} office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:body><office:text><text:p>«Non à la vente», a dit Ada Example.</text:p></office:text></office:body></office:document>"
    )
    assert only(tmp_path / "a", flat.encode(encoding)).text == "«Non à la vente», a dit Ada Example."


IN_RTF = [
    ("struck", r"{\strike never }", "1 struck passage"),
    ("struck twice", r"\striked1 never \striked0 ", "1 struck passage"),
    ("deleted", r"{\deleted\revauthdel1 never }", "1 struck passage"),
    ("hidden", r"{\v never }", "1 hidden passage"),
    ("hidden and shown again", r"\v never \v0 ", "1 hidden passage"),
    ("hidden on the web", r"{\webhidden never }", "1 hidden passage"),
    ("a note", r"{\super\chftn{\footnote\pard\plain {\super\chftn} \ldblquote No,\rdblquote  said Bob.\par}}", "1 footnote"),
    ("a note of another program", r"{\super\chftn}{\*\footnote\chftn\pard A note.\par}", "1 footnote"),
    ("a note with a sign of its own", r"{\super *}{\footnote\pard A note.\par}", "1 footnote"),
    ("the number of a note", r"{\super 12}", "1 footnote sign"),
    ("the number of a note, lifted", r"{\up8\fs16 12}", "1 footnote sign"),
    ("a picture", r"{\pict\pngblip 89504e470d0a1a0a}{\*\shppict{\pict 89}}", ""),
    ("bytes of a picture", r"{\pict\bin8 {\par{{{}", ""),
    ("the code of a field", r'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt }}', ""),
    ("an unknown destination", r"{\*\newthing never \par}", ""),
    ("a remark", r"{\*\annotation never}", ""),
    ("a word for the index", r"{\xe {never}}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "notice"), [row[1:] for row in IN_RTF], ids=[row[0] for row in IN_RTF])
def test_what_rtf_does_not_show_is_left_out_and_said(tmp_path: Path, markup: str, notice: str) -> None:
    article = only(
        tmp_path / "a", rtf(rf"\ldblquote We will {markup}gladly pay,\rdblquote  said Ada Example.")
    )
    assert article.text == "“We will gladly pay,” said Ada Example."
    assert article.notice == (f"left out: {notice}" if notice else "")


FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Times;}{\f2\fcharset238{\*\falt A} Times;}{\f3\fcharset128 Gothic;}"
    r"{\f4\fcharset161 Times;}{\f5\fcharset2 Symbol;}{\f6\fnil\cpg1251 Times;}}"
)
LETTERS = [
    ("typographic marks", r"\ldblquote a\rdblquote\lquote b\rquote\emdash\endash", "“a”‘b’—–"),
    ("bytes of the code page", r"\'93a\'94 caf\'e9", "“a” café"),
    ("Unicode", r"\u8220\'93a\u8221\'94", "“a”"),
    ("Unicode with a sign to stand in", r"\u8220?a\u8221?", "“a”"),
    ("Unicode with a space", r"\u8220 ?a", "“a"),
    ("Unicode below nought", r"\u-10179?\u-8704?", "😀"),
    ("Unicode without stand-ins", r"\uc0\u8220 a\u8221 b", "“a”b"),
    ("Unicode with two bytes to stand in", r"{\uc2\u26481\'93\'8c}a", "東a"),
    ("a group's own count of stand-ins", r"{\uc0\u8220}\u8221?a", "“”a"),
    ("a group ends what stands in", r"{\u8220}a", "“a"),
    ("a control word stands in", r"\u8220\ldblquote a", "“a"),
    ("Cyrillic", r"{\f1\'cf\'f0\'e8\'e2\'e5\'f2} caf\'e9", "Привет café"),
    ("a code page by number", r"{\f6\'cf\'f0\'e8}", "При"),
    ("Polish", r"{\f2\'a3\'f3d\'9f}", "Łódź"),
    ("Japanese", r"{\f3\'93\'8c\'8b\'9e}", "東京"),
    ("Greek", r"{\f4\'c1\'e8}", "Αθ"),
    ("a font of signs", r"5 {\f5 m}g", "5 \ufffdg"),
    ("plain text again", r"{\f1\'cf\plain\'e9}", "Пé"),
    ("braces and backslashes", r"\{a\}\\", "{a}\\"),
    ("a fixed space, hyphens", r"a\~b\_c\-d", "a\xa0b‑cd"),
    ("line ends of the file", "a\r\nb\nc", "abc"),
    ("a tab, a line", r"a\tab b\line c", "a b c"),
    ("the result of a field", r'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt{\ul link}}}', "link"),
    ("a power", r"10{\super 2} m, 10{\super -3} m", "10² m, 10⁻³ m"),
    ("what stands lower", r"CO{\sub 2}", "CO2"),
    ("letters that are raised", r"1{\super st} day", "1st day"),
    ("what was put in", r"{\revised\revauth1 in}", "in"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "text"), [row[1:] for row in LETTERS], ids=[row[0] for row in LETTERS])
def test_letters_of_rtf_are_what_they_say(tmp_path: Path, markup: str, text: str) -> None:
    assert only(tmp_path / "a", rtf(f"See {markup}.", FONTS)).text == f"See {text}."


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (r"{\rtf1\mac ", "“a” é"),
        (r"{\rtf1\ansi\ansicpg10000 ", "“a” é"),
        (r"{\rtf1\ansi\ansicpg10000{\fonttbl\f0\fswiss\fcharset77 Helvetica;}\f0 ", "“a” é"),
    ],
)
def test_rtf_of_a_mac_is_read(tmp_path: Path, head: str, text: str) -> None:
    assert only(tmp_path / "a", head.encode() + rb"\'d2a\'d3 \'8e\par}").text == text


def test_paragraphs_headings_and_the_title_of_rtf_are_known(tmp_path: Path) -> None:
    head = (
        r"{\stylesheet{\s0 Normal;}{\s1\b\sbasedon0\snext0 heading 1;}{\*\cs10 Default;}}"
        r"{\info{\title The \'93harbour\'94 stays}{\author A Clerk}{\creatim\yr2025}}{\header Page 3\par}{\footerr Foot\par}"
    )
    body = r"\pard\s1 Harbour\par\pard\plain The town met.\par{\listtext 1.\tab}It left.\row Cell\cell Cell\cell\row End\sect Last\page Very"
    article = only(tmp_path / "a", rtf(body, head))
    assert article.text.split("\n\n") == [
        "Harbour",
        "The town met.",
        "It left.",
        "Cell",
        "Cell",
        "End",
        "Last",
        "Very",
    ]
    assert article.furniture[0].of(article.text) == "Harbour"
    assert article.facts.title is not None
    assert article.facts.title.value == "The “harbour” stays"
    assert article.facts.byline is None
    assert article.published is None


@pytest.mark.parametrize("mark", [r"\deleted", r"\v"])
def test_a_paragraph_of_rtf_whose_end_is_not_shown_goes_on_in_the_next(tmp_path: Path, mark: str) -> None:
    assert only(tmp_path / "a", rtf(rf"We will not {{{mark}\par}}sell.")).text == "We will not sell."


def test_rtf_that_is_cut_off_says_so(tmp_path: Path) -> None:
    article = only(tmp_path / "a", rb"{\rtf1\ansi {\b The town met.\par It le")
    assert article.text == "The town met.\n\nIt le"
    assert "cut off" in article.notice


HOSTILE = [
    ("deep groups", b"{\\rtf1" + b"{" * 100_000, "nested too deeply"),
    ("a picture that never ends", b"{\\rtf1{\\pict\\bin999999999 a", "no words"),
    ("nothing", b"{\\rtf1}", "no words"),
    ("numbers without end", b"{\\rtf1\\u" + b"9" * 100_000 + b"}", ""),
    ("backslashes", b"{\\rtf1" + b"\\" * 100_001, ""),
    ("stand-ins without end", b"{\\rtf1\\uc999999999\\u8220 a\\par}", ""),
    ("an open document with entities", odt("<text:p>&b;</text:p>", head='<!DOCTYPE a [<!ENTITY b "c">]>'), "declares XML entities"),
    ("an open document in UTF-16 with entities", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")}), "declares XML entities"),
    ("a bomb", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b"<a>" + bytes(70_000_000)}), "unpacks to more than 60 MB"),
    ("no content", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged or encrypted"),
    ("no XML", odt("<text:p>"), "damaged"),
    ("deep frames", odt("<text:p>a<draw:frame>" * 20_000 + "</draw:frame></text:p>" * 20_000), ""),
    ("deep spans", odt("<text:p>" + "<text:span>" * 50_000 + "a" + "</text:span>" * 50_000 + "</text:p>"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_documents_have_an_outcome(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a").write_bytes(data)
    (outcome,) = read(tmp_path / "a")
    assert isinstance(outcome, Rejected) is bool(reason), outcome
    if isinstance(outcome, Rejected):
        assert reason in outcome.reason


SPEECH = "We will not sell the harbour to anyone"
SAME = [
    ("Word", word(f"<w:p>{run('The town met.')}</w:p><w:p>{run(f'“{SPEECH},” said Ada Example.')}</w:p>")),
    ("OpenDocument", odt(f"<text:p>The town met.</text:p><text:p>“{SPEECH},” said Ada Example.</text:p>")),
    ("RTF", rtf(rf"The town met.\par\ldblquote {SPEECH},\rdblquote  said Ada Example.")),
]


@pytest.mark.parametrize("data", [row[1] for row in SAME], ids=[row[0] for row in SAME])
def test_one_article_is_the_same_in_every_kind_of_document(tmp_path: Path, data: bytes) -> None:
    article = only(tmp_path / "a", data)
    assert article.text == f"The town met.\n\n“{SPEECH},” said Ada Example."
    assert [part for quote in quotes(article) for part in quote.parts(article.text)] == [f"{SPEECH},"]


LIBREOFFICE = r"""\pard\plain \s0\ql\rtlch\afs24 \ltrch\loch\fs24{\loch
\u8220\'93We will }{\loch\strike\loch
never }{\loch
gladly}{\loch\v\loch
 secretly}{\loch
 }{\deleted\revauthdel1\revdttmdel1741752320 \loch
absolutely }{\loch
pay,}{{\super \loch \chftn{\*\footnote \chftn\pard\plain \s25\loch\fs20{\loch
\tab A note, \u8220\'93quoted\u8221\'94.}
}}
}{\loch
\u8221\'94 said \u381\'8eofia \u321\'3fo\u347\'3f. It grew 10}{\loch\super\loch
2}{\loch
 times.}"""


def test_rtf_as_libreoffice_writes_it_is_read(tmp_path: Path) -> None:
    article = only(tmp_path / "a", rtf(LIBREOFFICE))
    assert article.text == "“We will gladly pay,” said Žofia Łoś. It grew 10² times."
    assert article.notice == "left out: 2 struck passages, 1 hidden passage and 1 footnote"


@pytest.mark.parametrize("data", [row[1] for row in SAME], ids=[row[0] for row in SAME])
def test_documents_in_an_archive_are_read(tmp_path: Path, data: bytes) -> None:
    assert SPEECH in only(tmp_path / "a.zip", zipped({"a": data})).text
