"""What the library says of a draft, as a page for the desk: each passage, verdict, source and citation.

One rule guards it: the page holds nothing but text: no script, no address that is fetched, and every word of
an article escaped.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from quotebrowser import cite
from quotebrowser.library.library import Library
from quotebrowser.library.verifying import verdict_lines
from quotebrowser.library.verifying.verdict_lines import Role, VerdictLine
from quotebrowser.library.verifying.verdicts import Verdict
from quotebrowser.library.verifying.verify_words import Draft
from quotebrowser.text import safe, safe_line

_CITED: Final = 3
"""Sources of a passage that are cited; the others are named in their lines."""
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222 }}
section {{ border-top: 1px solid #bbb; padding: .5rem 0 }}
h2 {{ font-size: 1.05rem; margin: .5rem 0 }}
blockquote {{ margin: .5rem 1rem; font-style: italic }}
ul {{ margin: .25rem 0 }}
.source {{ color: #555 }}
.warning, .fails {{ color: #a00; font-weight: bold }}
.holds {{ color: #060; font-weight: bold }}
</style></head><body>
<h1>{title}</h1>
<p>{count}</p>
{sections}
{rest}</body></html>"""


def reports() -> tuple[str, ...]:
    """In which forms a report can be written."""
    return tuple(_FORMS)


def render(library: Library, draft: Draft, name: str, form: str) -> str:
    """The report on a draft, without a final newline.

    Args:
        library: that it was checked against.
        draft: what was found.
        name: of the draft.
        form: one of `reports`.
    """
    return _FORMS[form](library, draft, safe_line(name))


def left_out(passages: Sequence[str], most: int) -> str:
    """Which passages were not checked, in a sentence."""
    shown = ", ".join(f"“{safe_line(one)}”" for one in passages[:most])
    more = f" and {len(passages) - most} more" if len(passages) > most else ""
    verb = "was" if len(passages) == 1 else "were"
    plural = "" if len(passages) == 1 else "s"
    return f"{len(passages)} term{plural} or short passage{plural} {verb} not checked: {shown}{more}"


def _count(draft: Draft) -> str:
    checked, good = len(draft.verdicts), sum(verdict.holds for verdict in draft.verdicts)
    recorded = [verdict.recorded for verdict in draft.verdicts if not verdict.parts]
    said = sum(one is not None and one.is_quoted for one in recorded)
    return (
        f"{checked} passage{'' if checked == 1 else 's'} checked against this library, {good} quoted as "
        f"printed and without a warning{f', {said} said so in a record' if said else ''}. What is in no "
        "article of this library may still have been said."
    )


def _citations(library: Library, verdict: Verdict, flavour: str) -> Iterator[str]:
    """The references of the first sources of a passage, each once; of each part where it has parts."""
    for part in verdict.parts:
        yield from _citations(library, part, flavour)
    if verdict.best is None or verdict.parts:
        return
    shown = filter(None, (verdict.recorded, verdict.best))
    ids = dict.fromkeys(source.article for one in shown for source in one.sources)
    for article in library.store.articles.many(islice(ids, _CITED)):
        yield cite.article_reference(article, library.settings.style, flavour)


def _html(library: Library, draft: Draft, name: str) -> str:
    escape = cite.html_text
    sections = "\n".join(_section(library, verdict) for verdict in draft.verdicts)
    rest = f"<p>{escape(left_out(draft.left_out, len(draft.left_out)))}</p>\n" if draft.left_out else ""
    title = f"Quotes of {name}"
    return safe(_PAGE.format(title=escape(title), count=escape(_count(draft)), sections=sections, rest=rest))


def _section(library: Library, verdict: Verdict) -> str:
    escape = cite.html_text
    state = "holds" if verdict.holds else "fails"
    items = "".join(
        f'<li class="{line.role.value}" style="margin-left: {line.depth}rem">{escape(_said(line))}</li>'
        for line in islice(verdict_lines.lines(verdict), 1, None)
    )
    cited = "".join(f"<li>{one}</li>" for one in dict.fromkeys(_citations(library, verdict, "html")))
    said = f"<p>Said to be the words of {escape(safe_line(verdict.speaker))}</p>" if verdict.speaker else ""
    heading = f"{verdict_lines.sign(verdict)} {verdict_lines.heading(verdict)}"
    return (
        f'<section><h2 class="{state}">{escape(heading)}</h2>'
        f"<blockquote>{escape(safe_line(verdict.text))}</blockquote>{said}<ul>{items}</ul>"
        + (f"<p>Citation</p><ul>{cited}</ul>" if cited else "")
        + "</section>"
    )


def _said(line: VerdictLine) -> str:
    return ("warning: " if line.role is Role.WARNING else "") + safe_line(line.text)


def _markdown(library: Library, draft: Draft, name: str) -> str:
    escape = cite.markdown_text
    told = [f"# Quotes of {escape(name)}", "", escape(_count(draft))]
    for verdict in draft.verdicts:
        heading = f"{verdict_lines.sign(verdict)} {verdict_lines.heading(verdict)}"
        told += ["", f"## {escape(heading)}", "", f"> {escape(safe_line(verdict.text))}", ""]
        if verdict.speaker:
            told += [f"Said to be the words of {escape(safe_line(verdict.speaker))}", ""]
        lines = list(islice(verdict_lines.lines(verdict), 1, None))
        told += [f"{'  ' * (line.depth - 1)}- {escape(_said(line))}" for line in lines]
        cited = list(dict.fromkeys(_citations(library, verdict, "markdown")))
        told += ["", "Citation", "", *(f"- {one}" for one in cited)] if cited else []
    if draft.left_out:
        told += ["", escape(left_out(draft.left_out, len(draft.left_out)))]
    return safe("\n".join(told))


_FORMS: Final[dict[str, Callable[[Library, Draft, str], str]]] = {"html": _html, "markdown": _markdown}
