"""A quote with its citation, and the outcome of copying it.

Two rules guard it: what is shown before copying is what is copied, and no outcome says more than is known.
"""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from quotebrowser import cite as room
from quotebrowser import clipboard
from quotebrowser import settings as options
from quotebrowser.errors import SettingsError, UnknownError, UsageError
from quotebrowser.library.copying import excerpts
from quotebrowser.library.finding import annotated
from quotebrowser.library.library import Library
from quotebrowser.library.views import QuoteView
from quotebrowser.model import Article, Citation, Outcome, Quote, Span
from quotebrowser.settings import Settings, state_directory


def styles() -> tuple[tuple[str, str], ...]:
    """Name and label of every citation style."""
    return tuple((style.name, style.label) for style in room.STYLES)


def forms() -> tuple[tuple[str, str], ...]:
    """Name and label of every form."""
    return tuple((form.name, form.label) for form in room.FORMS)


def flavours() -> tuple[tuple[str, str], ...]:
    """Name and label of every flavour."""
    return tuple((flavour.name, flavour.label) for flavour in room.FLAVOURS)


def written_in(library: Library, *, style: str = "", flavour: str = "") -> str:
    """What a citation is written in: its style, or the format of a record, which ignores that; as `cite`."""
    wanted = flavour or library.settings.flavour
    record = next((one for one in room.FLAVOURS if one.name == wanted and one.record), None)
    return record.label if record else style or library.settings.style


def cite(
    library: Library,
    uid: str,
    *,
    style: str = "",
    form: str = "",
    flavour: str = "",
    selection: Span | None = None,
) -> Citation:
    """The citation of a quote; an empty style, form or flavour is the user's own default.

    Args:
        library: where the quote is.
        uid: of the quote.
        style: one of `styles`.
        form: one of `forms`.
        flavour: one of `flavours`.
        selection: part of the article's text to quote instead of the whole quote; None is the whole.

    Raises:
        UnknownError: no such quote, style, form or flavour.
    """
    quote, article = _found(library, uid)
    return _rendered(library.settings, quote, article, style, form, flavour, selection)


def cite_view(
    library: Library, view: QuoteView, *, style: str = "", form: str = "", flavour: str = ""
) -> Citation:
    """The citation of a quote that was fetched already; as `cite`."""
    return _rendered(library.settings, view.quote, view.article, style, form, flavour, None)


def _rendered(
    chosen: Settings,
    quote: Quote,
    article: Article,
    style: str,
    form: str,
    flavour: str,
    selection: Span | None,
) -> Citation:
    return room.render(
        quote,
        article,
        style=style or chosen.style,
        form=form or chosen.form,
        flavour=flavour or chosen.flavour,
        selection=selection,
        choice=_choice(chosen),
    )


def _choice(chosen: Settings) -> room.Choice:
    return room.Choice(locale=chosen.locale, title_marks=chosen.title_marks, deep_links=chosen.deep_links)


def address(library: Library, uid: str) -> str:
    """The address that opens the article's page at the quote; empty if none of the web is recorded.

    Raises:
        UnknownError: no such quote.
    """
    quote, article = _found(library, uid)
    return room.open_address(quote, article)


def excerpt(library: Library, uid: str, selected: str) -> Span | None:
    """Where a quote prints the words selected on a screen; None if they are not all its own.

    Raises:
        UnknownError: no such quote.
    """
    quote, article = _found(library, uid)
    return excerpts.place(quote, article.text, selected)


def named_excerpt(library: Library, uid: str, words: str) -> Span:
    """Where a quote prints `words`.

    Raises:
        UnknownError: no such quote.
        UsageError: the quote does not print them.
    """
    found = excerpt(library, uid, words)
    if found is None:
        raise UsageError(
            f"The quote does not contain “{words}”", f"See its words with quotebrowser show {uid}."
        )
    return found


def left_out(library: Library, uid: str, part: Span | None) -> tuple[int, int]:
    """How many words of a quote come before `part` and after it.

    Raises:
        UnknownError: no such quote.
    """
    quote, article = _found(library, uid)
    return excerpts.left_out(quote, article.text, part)


def cut_warnings(library: Library, uid: str, part: Span) -> tuple[str, ...]:
    """What a reader must know of a quote of which only `part` is cited; the other warnings are `cite`'s.

    Raises:
        UnknownError: no such quote.
    """
    quote, article = _found(library, uid)
    return room.cut_warnings(quote, article, part)


def trimmed(library: Library, uid: str, before: int, after: int) -> Span | None:
    """A quote without this many words at its start and end; None if nothing is left out.

    Raises:
        UnknownError: no such quote.
    """
    quote, article = _found(library, uid)
    return excerpts.trimmed(quote, article.text, before, after)


def save_defaults(style: str, form: str, flavour: str) -> str:
    """Make these the user's own defaults in the settings file, which is named.

    Raises:
        SettingsError: the file cannot be read or written.
    """
    path = options.save({"cite.style": style, "cite.form": form, "cite.flavour": flavour})
    return str(path)


def bundle(
    library: Library,
    uids: Sequence[str],
    *,
    style: str = "",
    form: str = "",
    flavour: str = "",
    notes: bool = False,
    heard: Callable[[], None] | None = None,
) -> Citation:
    """The citations of several quotes as one text with one bibliography.

    With `notes` the user's notes and tags stand beside them. `heard` is of a text that goes to a file: see
    `render_bundle`.
    """
    chosen = library.settings
    return room.render_bundle(
        _many(library, uids),
        style=style or chosen.style,
        form=form or chosen.form,
        flavour=flavour or chosen.flavour,
        choice=_choice(chosen),
        remarks={uid: said[:2] for uid, said in annotated.of(library, uids if notes else ()).items()},
        heard=heard,
    )


def _found(library: Library, uid: str) -> tuple[Quote, Article]:
    quote = library.store.quotes.get(uid)
    article = library.store.articles.get(quote.article) if quote else None
    if quote is None or article is None:
        raise UnknownError.quote(uid)
    return quote, article


def _many(library: Library, uids: Sequence[str]) -> list[tuple[Quote, Article]]:
    """Quotes with their articles, of which one stands in memory once."""
    rows = library.store.quotes.many(uids)
    quotes = {row.quote.uid: row.quote for row in rows}
    facts = {row.quote.article: row.facts for row in rows}
    articles = {article.id: article for article in library.store.articles.many(facts, facts)}
    return [
        (quotes[uid], articles[quotes[uid].article]) if uid in quotes else _found(library, uid)
        for uid in uids
    ]


def to_page(citation: Citation, page: Callable[[str], None]) -> Outcome:
    """Give a citation to the web page that shows the program, to which `page` writes; it is not kept here."""
    return clipboard.to_page(citation.text, page)


def copy(library: Library, citation: Citation, *, terminal: Callable[[str], None] | None = None) -> Outcome:
    """Put a citation on the clipboard; keeps it for `last` whatever happens.

    Args:
        library: whose settings name the clipboard command.
        citation: what to copy.
        terminal: writes to the terminal, for the way by OSC 52; None opens the terminal itself.
    """
    # A full disk must not stand between the user and the clipboard; `last` then prints the copy before.
    kept = False
    with contextlib.suppress(OSError):
        clipboard.keep_last(citation.text, state_directory())
        kept = True
    outcome = clipboard.copy(
        citation.text, html=citation.html, command=library.settings.clipboard_command, terminal=terminal
    )
    return replace(outcome, kept=kept)


def routes(library: Library) -> tuple[str, ...]:
    """The ways a copy will try, in order."""
    return tuple(clipboard.routes(os.environ, library.settings.clipboard_command))


def last() -> str | None:
    """The text copied last, or None."""
    return clipboard.last(state_directory())


def mistakes(settings: Settings) -> Iterator[SettingsError]:
    """An error for each setting that names a style, form or flavour that does not exist."""
    tables = (
        ("cite.style", settings.style, styles()),
        ("cite.form", settings.form, forms()),
        ("cite.flavour", settings.flavour, flavours()),
    )
    for key, value, table in tables:
        names = [name for name, _ in table]
        if value not in names:
            yield SettingsError(
                f"{key} is set to {value}, which does not exist", "Choose from: " + ", ".join(names)
            )


def check_settings(settings: Settings) -> None:
    """Raise SettingsError where a setting names a style, form or flavour that does not exist."""
    for mistake in mistakes(settings):
        raise mistake


def check_clipboard(settings: Settings) -> tuple[clipboard.Check, ...]:
    """Try every way to the clipboard with a text of its own."""
    return clipboard.check(command=settings.clipboard_command)
