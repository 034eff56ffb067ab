"""What is true of a comparison as a whole, besides its words: who copied whom, who is named, translations.

One rule guards it: each remark is what the articles themselves say or print; where they say nothing there is
no remark.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quotebrowser import collate
from quotebrowser.library.printed_spans import independent_texts, told
from quotebrowser.library.views import Circumstances, Comparison
from quotebrowser.model import Article, Collation, Form, Quote, Witness
from quotebrowser.names import compatible
from quotebrowser.text import unknown


def of(collation: Collation, articles: Mapping[str, Article], quotes: Mapping[str, Quote]) -> Circumstances:
    """The circumstances of a comparison.

    Args:
        collation: of the versions.
        articles: those that print them, by id.
        quotes: all of these articles, by uid.
    """
    witnesses = [one for one in collation.witnesses if not one.again]
    if len(witnesses) < 2:  # noqa: PLR2004 - one version agrees with itself
        return Circumstances()
    sigla = {witness.article: witness.siglum for witness in witnesses}
    printed: dict[str, list[Quote]] = {}
    for quote in quotes.values():
        printed.setdefault(quote.article, []).append(quote)
    reports = [name for name in sigla if not articles[name].form.is_record]
    texts = independent_texts({name: told(articles[name], printed.get(name, ())) for name in reports})
    return Circumstances(
        texts=tuple(tuple(sorted((sigla[one] for one in text), key=_in_order)) for text in texts),
        speakers=_speakers(witnesses, quotes),
        translated=tuple(one.siglum for one in witnesses if _translated(one, articles[one.article], printed)),
        languages=_languages(articles.values()),
        first=_first([one for one in witnesses if one.article in reports], articles),
    )


def _in_order(siglum: str) -> tuple[int, str]:
    return len(siglum), siglum


def _speakers(
    witnesses: Sequence[Witness], quotes: Mapping[str, Quote]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names with the sigla that print them, where articles surely name persons who cannot be one."""
    named: list[tuple[str, list[str]]] = []
    for witness in witnesses:
        said = (quotes[one.quote] for one in witness.passages if one.quote in quotes)
        for name in dict.fromkeys(name for one in said if (name := _surely(one))):
            known = next((who for other, who in named if compatible(name, other) is not False), None)
            if known is None:
                known = []
                named.append((name, known))
            if witness.siglum not in known:
                known.append(witness.siglum)
    return tuple((name, tuple(sigla)) for name, sigla in named) if len(named) > 1 else ()


def _surely(quote: Quote) -> str:
    """The speaker's title and name; empty where nobody is named, or it is not certain who said it."""
    said = quote.attribution
    if said is None or not said.certain:
        return ""
    return f"{said.speaker.title} {said.speaker.name}".strip()


def _translated(witness: Witness, article: Article, printed: Mapping[str, Sequence[Quote]]) -> bool:
    quoted = [span for quote in printed.get(article.id, ()) for span in quote.spans]
    return collate.says_translated(article.text, [passage.span for passage in witness.passages], quoted)


def _languages(articles: Iterable[Article]) -> tuple[str, ...]:
    """The languages that the articles are known to be in, sorted; empty if it is one."""
    known = {
        article.facts.language.value.split("-")[0].lower() for article in articles if article.facts.language
    }
    return tuple(sorted(known)) if len(known) > 1 else ()


def _first(witnesses: Sequence[Witness], articles: Mapping[str, Article]) -> tuple[str, ...]:
    """The sigla of those that are dated before all others that are, where their dates are no guess."""
    dated = []
    for witness in witnesses:
        article = articles[witness.article]
        fact = article.facts.published
        if article.published is not None and article.published.day and fact is not None and fact.certain:
            dated.append((article.published.first, witness.siglum))
    if len(dated) < 2:  # noqa: PLR2004 - the first and the next
        return ()
    earliest = min(dated)[0]
    return tuple(siglum for day, siglum in dated if day == earliest)


def remarks(comparison: Comparison) -> tuple[str, ...]:
    """The circumstances in words, a sentence each without its period; empty if there is nothing to say."""
    found = comparison.circumstances
    said = [*_of_records(comparison)]
    if comparison.primary:
        said.append(
            f"{comparison.collation.witnesses[0].siglum} is marked as primary:"
            " all versions are compared with it"
        )
    if found.speakers:
        said.append(_attributed(comparison))
    if found.translated:
        said.append(
            f"translated, as {_sigla(found.translated)} say{'s' * (len(found.translated) == 1)}, "
            "so differences may come from translation"
        )
    elif found.languages:
        said.append(f"printed in {' and '.join(found.languages)}, so differences may come from translation")
    said += [f"one text in {_sigla(text)}" for text in found.texts if len(text) > 1]
    if found.first:
        said.append(_earliest(comparison))
    return tuple(said)


def _of_records(comparison: Comparison) -> Iterator[str]:
    """Which versions are records, and what each is of."""
    witnesses = [one for one in comparison.collation.witnesses if not one.again]
    for at, witness in enumerate(witnesses):
        if witness.record:
            article = comparison.articles[witness.article]
            doubt = ", which are not always the words" if article.form is Form.CAPTIONS else ""
            base = ""
            if not witnesses[0].record and article.form is comparison.record:
                base = ": proposed as primary"
            elif not at and not comparison.primary:
                base = ": all versions are compared with it"
            yield f"{witness.siglum} is {witness.called(article)}{doubt}{base}"


def _attributed(comparison: Comparison) -> str:
    """Who names which speaker; what the record says comes first."""
    names = {one.siglum: one.record for one in comparison.collation.witnesses}
    speakers = comparison.circumstances.speakers
    given = [(name, record) for name, who in speakers for record in (names[one] for one in who) if record]
    if not given:
        return "attributed differently: " + "; ".join(f"{name} in {_sigla(who)}" for name, who in speakers)
    give = {record: "give" if record == "the captions" else "gives" for _, record in given}
    told = [f"{record} {give[record]} the words to {name}" for name, record in given]
    for name, who in speakers:
        reports = [one for one in who if not names[one]]
        if reports and name not in dict(given):
            told.append(f"{name} in {_sigla(reports)}")
    return "; ".join(told)


def _earliest(comparison: Comparison) -> str:
    first = comparison.circumstances.first
    if len(first) == 1:
        return f"{first[0]} is the earliest in this library"
    article = next(one.article for one in comparison.collation.witnesses if one.siglum == first[0])
    listed = f"{', '.join(first[:-1])} and {first[-1]}"
    both = "both" if len(first) == 2 else "all"  # noqa: PLR2004 - two are both
    return f"first in this library: {listed}, {both} {unknown.when(comparison.articles[article].published)}"


def _sigla(sigla: Sequence[str]) -> str:
    return " ".join(sigla)
