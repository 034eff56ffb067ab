"""Whatever an article, a quote or a selection holds, it is cited or a sentence says why not."""

from cite_material import article, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.cite import FLAVOURS, FORMS, STYLES, Choice, render, render_bundle
from quotebrowser.errors import UsageError
from quotebrowser.model import (
    FACT_KEYS,
    Attribution,
    Facts,
    Kind,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
)
from quotebrowser.text import safe

CHARACTERS = st.sampled_from("aB .,;:!?'\"“”‘’«»()[]{}|\\$%&#_~^<>*`-\n\t\r\u200b\u202e\x1b\ud800İßé中")
TEXT = st.text(CHARACTERS, max_size=30)
DATES = st.sampled_from(["2025-01-08", "2025-01", "2025", "soon", "9999-12-31", "2025-02-30"])


@st.composite
def materials(draw: st.DrawFn) -> tuple[Quote, str, Facts]:
    text = draw(st.text(CHARACTERS, min_size=1, max_size=80))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = tuple(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False))
    known = {
        name: draw(DATES if name in ("published", "modified", "accessed") else TEXT.filter(bool))
        for name in draw(st.sets(st.sampled_from(FACT_KEYS)))
    }
    speaker = Speaker(draw(TEXT), draw(TEXT), draw(TEXT), draw(st.sampled_from(list(SpeakerKind))))
    said = Attribution(speaker, None, None, "test", draw(st.sampled_from([0.2, 0.9])))
    quote = Quote("u", "a1", spans, Kind.STATEMENT, draw(st.sampled_from([None, said])))
    return quote, text, facts(known, draw(st.sampled_from(list(Provenance))))


@settings(max_examples=100, deadline=None)
@given(
    materials(),
    st.sampled_from([style.name for style in STYLES]),
    st.sampled_from([form.name for form in FORMS]),
    st.sampled_from([flavour.name for flavour in FLAVOURS]),
    st.tuples(st.integers(0, 80), st.integers(0, 80)),
)
def test_anything_is_cited_safely(
    material: tuple[Quote, str, Facts], style: str, form: str, flavour: str, cut: tuple[int, int]
) -> None:
    quote, text, known = material
    of = article(text, known)
    found = render(quote, of, style=style, form=form, flavour=flavour, choice=Choice(deep_links=True))
    assert found.text.replace("\r\n", "\n") == safe(found.text)
    assert not found.text.endswith(("\n", "\r"))
    assert all(warning.endswith(".") and "\n" not in warning for warning in found.warnings)
    bundle = render_bundle([(quote, of)] * 2, style=style, form=form, flavour=flavour)
    assert bundle.text.replace("\r\n", "\n") == safe(bundle.text)
    try:
        part = render(quote, of, style=style, selection=Span(min(cut), max(cut)))
    except UsageError:
        assert not any(span.overlaps(Span(min(cut), max(cut))) for span in quote.spans)
    else:
        assert part.text == safe(part.text)
