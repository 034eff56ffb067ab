"""`compare`: the same words as every article prints them."""

import argparse
from typing import TYPE_CHECKING

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Comparison, Library
from quotebrowser.library.adding import versions
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import targets
from quotebrowser.library.showing import circumstances, compare_versions
from quotebrowser.library.showing.wording import between as count_between
from quotebrowser.library.showing.wording import folded, holed, printed_by, readings
from quotebrowser.model import Difference, Variation, Witness
from quotebrowser.text import HOLE, safe_line, unknown

if TYPE_CHECKING:
    from rich.text import Text


def compare_command(arguments: argparse.Namespace) -> int:
    """Compare the best match, or the texts of an article's address; exit 1 if nothing matches."""
    target = " ".join(arguments.target)
    with open_library.library(arguments) as library:
        if steps := _steps(library, target):
            _tell_steps(steps, arguments.format)
            return int(ExitCode.FOUND)
        found = targets.best(library, target)
        if found is None:
            output.say(f"No quotes match {target}")
            return int(ExitCode.NOTHING)
        comparison = compare_versions.compare(library, found.pointer)
        if told := open_library.beside(found, "compared"):
            output.say(told)
        if arguments.format == "json":
            output.write_json(machine_output.compared(comparison))
        elif arguments.format:
            output.write(compare_versions.export(comparison, arguments.format))
        else:
            _tell(comparison, between=arguments.between)
    return int(ExitCode.FOUND)


def _steps(library: Library, target: str) -> tuple[versions.Step, ...]:
    """The texts of the address of the article that is named; empty if none is, or it has but one text."""
    histories = (versions.history(library, article) for article in targets.named_articles(library, target))
    return next(filter(None, histories), ())


def _tell_steps(steps: tuple[versions.Step, ...], form: str | None) -> None:
    """Print what later texts changed in their quotes."""
    if form == "json":
        output.write_json(machine_output.changed(steps))
        return
    if form:
        raise UsageError(f"Versions of one article cannot be written as {form}", "--json is.")
    from rich.text import Text

    url = steps[0].after.facts.url
    output.show(Text(f"{safe_line(url.value if url else '')}: {len(steps) + 1} texts", style="bold"))
    for step in steps:
        names = f"{safe_line(step.before.origin)} → {safe_line(step.after.origin)}"
        output.show(Text(f"\n{names}: {step.counts()}", style="bold"))
        for quote in step.quotes:
            shown = quote.after if quote.change is versions.Change.NEW else quote.before
            output.show(Text(f"  {quote.change.value:<9} {safe_line(shown)}"))
            if quote.change is versions.Change.REWORDED:
                output.show(Text(f"  {'to':<9} {safe_line(quote.after)}"))


def _tell(comparison: Comparison, *, between: bool) -> None:
    from rich.text import Text

    collation = comparison.collation
    who = f"{safe_line(comparison.speaker)}: " if comparison.speaker else ""
    output.show(
        Text(
            f"{who}{_count(comparison)}{_texts(comparison)}, "
            f"{len(collation.differences)} difference{'s' * (len(collation.differences) != 1)}",
            style="bold",
        )
    )
    for remark in circumstances.remarks(comparison):
        output.show(Text(f"  {safe_line(remark)}"))
    for index, witness in enumerate(collation.witnesses):
        article = comparison.articles[witness.article]
        outlet = unknown.where(article.outlet.name, article.name)
        where = witness.called(article) if witness.record else outlet
        when = unknown.when(article.published)
        output.show(
            Text(f"\n{witness.siglum}  {safe_line(where)} · {when} · {_extent(witness)}", style="bold")
        )
        output.show(_words(comparison, index, between=between))
    if collation.differences:
        output.show(Text("\ndifferences", style="bold"))
    for difference in collation.differences:
        output.show(Text(f"{difference.number:3}  {_described(comparison, difference)}"))


def _count(comparison: Comparison) -> str:
    count = comparison.printings
    if comparison.record.is_record:
        return printed_by(count, comparison.outlets, comparison.record)
    return f"{count} article{'s' * (count != 1)}"


def _extent(witness: Witness) -> str:
    return "printed again in other words" if witness.again else witness.extent.value


def _without(words: str, state: Variation = Variation.RUNS_ON) -> "Text":
    """What stands where words are missing that may change the meaning."""
    from rich.text import Text

    return Text(f"[{state.shown.word}: {safe_line(words)}]", style="bold reverse")


def _words(comparison: Comparison, at: int, *, between: bool) -> "Text":
    """What a version prints; where words are missing that may change the meaning, they are named.

    With `between` also what a record has between two printed parts, else how many words.
    """
    from rich.text import Text

    collation = comparison.collation
    text = comparison.articles[collation.witnesses[at].article].text
    line = Text("   ")
    previous = None
    for number, column in enumerate(collation.columns):
        reading, state = column.readings[at], column.state(at, 0)
        dropped = reading.dropped
        hidden = 0 if between or not reading.text else count_between(comparison, number)
        if hidden:
            line.append(f"{folded(hidden)} ", style="dim")
        elif reading.text:
            style = "" if state in (Variation.SAME, Variation.TYPOGRAPHIC) else "bold underline"
            for word in holed(reading, text) if dropped else [safe_line(reading.text)]:
                missing = _without(dropped.word) if dropped and word == HOLE else Text(word, style)
                line.append(missing).append(" ")
        elif collation.witnesses[at].record:
            pass  # a record lacks nothing
        elif state in (Variation.RUNS_ON, Variation.CUT) and column.level.may_change_meaning:
            words = next(one.text for one in column.readings if one.text)
            line.append(_without(words, state)).append(" ")
        elif state is not previous and state is not Variation.MOVED:
            line.append(f"[{state.value.replace('_', ' ')}] ", style="dim")
        previous = None if reading.text else state
    return line


def _texts(comparison: Comparison) -> str:
    """How many of the articles are independent texts, if not all are."""
    texts = len(comparison.circumstances.texts)
    if not 0 < texts < comparison.printings:
        return ""
    return f" ({texts} independent text{'s' * (texts > 1)})"


def _described(comparison: Comparison, difference: Difference) -> str:
    wordings = "   ".join(
        f"{sigla} {wording.replace(HOLE, Variation.RUNS_ON.shown.sign) if printed else f'[{wording}]'}"
        for wording, sigla, printed in readings(comparison, difference)
    )
    note = f" ({safe_line(difference.note)})" if difference.note else ""
    serious = f" — {difference.level.words}" if difference.level.may_change_meaning else ""
    return f"{difference.category}: {wordings}{note}{serious}"
