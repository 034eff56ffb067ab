"""What holds for the quotes of any text: spans of it, no invented names, the same answer every time."""

from extracting import article, read
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.extract import quotes, via
from quotebrowser.model import Article, Kind, Quote, Span, SpeakerKind, passage_uid
from quotebrowser.model.wrapped import joined
from quotebrowser.names import key

PIECES = st.sampled_from(
    [
        "“We will go now,” ",
        "‘We will stay,’ ",
        '"no ',
        "« Le pont ",
        "» ",
        "“The sign read ‘keep out’ today.” ",
        "said Agnes Dole. ",
        "dijo Juan de la Torre. ",
        "sagte der Bürgermeister Klaus Richter ",
        "he said, ",
        "the general ",
        "Gen. Omar Haddad ",
        "Northline Bank ",
        "was told by ",
        "according to ",
        "王小明说：“我们今年绝不会关闭。”",
        "山田太郎氏は「橋です」と述べた。",
        "HOLT: We will.\n",
        "DOLE: They will not.\n",
        "> and more of it\n",
        "\n",
        "der die das und ",
        "la de los en ",
        "Hale’s ",
        "'80s ",
        ": ",
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)
BODY = "Agnes Dole came late. “The road is closed again, and so is the bridge,” she said.\n"


def shifted(found: Quote, by: int) -> tuple[Kind, list[Span], str]:
    """Kind, spans and speaker of a quote whose article begins `by` characters earlier."""
    spans = [Span(span.start + by, span.end + by) for span in found.spans]
    return found.kind, spans, found.speaker.name if found.speaker else ""


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_a_quote_is_stretches_of_its_article_in_order_without_blanks_at_the_edges(text: str) -> None:
    for quote in read(text):
        assert list(quote.spans) == sorted(quote.spans, key=lambda span: span.start)
        assert all(0 <= span.start < span.end <= len(text) for span in quote.spans)
        assert all(part == part.strip() for part in quote.parts(text))
        laid = joined(text)
        assert all("\n" not in laid.within(span).of(laid.text) for span in quote.spans)
        assert quote.uid == passage_uid(quote.article, quote.spans[0].start)


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_a_speaker_a_source_and_a_cue_are_printed_in_the_article(text: str) -> None:
    words = set(key(text.replace("’s", " ").replace("'s", " ")).split())
    for quote in read(text):
        said = quote.attribution
        if said is None:
            continue
        assert said.speaker.name
        assert (said.speaker.kind is SpeakerKind.UNNAMED) == (not said.speaker.key)
        assert set(said.speaker.key.split()) <= words or said.speaker.name in text
        for place in (said.source, said.cue):
            assert place is None or place.of(text).strip()
        assert all(not span.holds(said.source) for span in quote.spans if said.source)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_reading_a_text_twice_gives_the_same_quotes(text: str) -> None:
    assert read(text) == read(text)
    assert via(article(text)) == via(article(text))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_repetition_has_the_words_of_an_earlier_quote(text: str) -> None:
    earlier: dict[str, tuple[str, ...]] = {}
    for quote in read(text):
        assert not quote.repeats or quote.repeats in earlier
        earlier[quote.uid] = quote.parts(text)


@given(st.text("\n\r \t", max_size=12))
@settings(max_examples=40, deadline=None)
def test_blank_lines_before_a_text_only_move_its_quotes(blank: str) -> None:
    text = "\n" + BODY
    moved = read(blank + text)
    assert [shifted(quote, 0) for quote in moved] == [shifted(quote, len(blank)) for quote in read(text)]


@given(
    st.lists(st.sampled_from(["The rain fell. ", "Nobody came. ", "It was late. "]), max_size=9).map("".join)
)
@settings(max_examples=40, deadline=None)
def test_narration_that_names_nobody_at_the_end_changes_no_quote(narration: str) -> None:
    assert [shifted(quote, 0) for quote in read(BODY + narration)] == [shifted(one, 0) for one in read(BODY)]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_text_that_is_all_furniture_has_no_quotes(text: str) -> None:
    one = Article(id="0" * 16, text=text, origin="x", furniture=(Span(0, len(text)),) if text else ())
    assert quotes(one) == ()


@given(TEXTS, st.sampled_from(["a", "b"]))
@settings(max_examples=40, deadline=None)
def test_the_uids_of_two_articles_never_meet(text: str, origin: str) -> None:
    here = quotes(Article(id="0" * 16, text=text, origin=origin))
    there = quotes(Article(id="1" * 16, text=text, origin=origin))
    assert [quote.spans for quote in here] == [quote.spans for quote in there]
    assert not {quote.uid for quote in here} & {quote.uid for quote in there}
