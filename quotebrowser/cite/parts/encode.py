"""Lines as plain text, Markdown or HTML.

One rule guards it: nothing that came from an article or its metadata can act as markup.
"""

import html
import re
from typing import Final

from quotebrowser.cite.parts.runs import Line, Run, plain

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>&|~$])")
_ENTITY: Final = re.compile(r"&(?=#?[A-Za-z0-9]{1,40};)")
_LINE_START: Final = re.compile(r"^(\s{0,3})([-+#=])|^(\s{0,3}\d{1,9})([.)])")


def markdown_text(text: str) -> str:
    """`text` with the characters that CommonMark acts on escaped."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return _LINE_START.sub(lambda found: f"{found[1] or found[3] or ''}\\{found[2] or found[4]}", escaped)


def markdown_address(url: str) -> str:
    """`url` as the target of a Markdown link: what could end it is percent-encoded, and no entity is read."""
    encoded = re.sub(r"[\s()<>\\\"`|]", lambda found: _percent(found[0]), url)
    return _ENTITY.sub("&amp;", encoded)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def html_text(text: str) -> str:
    """`text` with everything escaped, fit for an attribute too."""
    return html.escape(text, quote=True)


def encode(parts: Line, flavour: str) -> str:
    """A line in `plain`, `markdown` or `html`."""
    if flavour == "plain":
        return plain(parts)
    return "".join(
        (_markdown if flavour == "markdown" else _html)(run, first=at == 0) for at, run in enumerate(parts)
    )


def _markdown(run: Run, *, first: bool) -> str:
    if run.href and run.href == run.text:
        return f"<{_percent_spaces(run.href)}>"
    text = markdown_text(run.text) if first else _MARKDOWN.sub(r"\\\1", run.text)
    text = f"*{text}*" if run.italic else text
    return f"[{text}]({markdown_address(run.href)})" if run.href else text


def _percent_spaces(url: str) -> str:
    return re.sub(r"[\s<>]", lambda found: _percent(found[0]), url)


def _html(run: Run, *, first: bool) -> str:  # noqa: ARG001 - HTML has no rule for the start of a line
    text = html_text(run.text)
    text = f"<i>{text}</i>" if run.italic else text
    return f'<a href="{html_text(run.href)}">{text}</a>' if run.href else text
