"""Copying, and reporting the outcome truthfully.

One rule guards it: `copied` is said only of what was read back and is equal.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library.copying import cite_quotes
from quotebrowser.model import Citation, CopyState, Outcome, Pointer, Span
from quotebrowser.tui.base.base_page import Page, Tone
from quotebrowser.tui.base.session import Session

TONES = {CopyState.VERIFIED: Tone.GOOD, CopyState.SENT: Tone.DOUBT, CopyState.FAILED: Tone.BAD}


def told(outcome: Outcome) -> str:
    """What the user reads about an outcome."""
    detail = outcome.detail.rstrip(".")
    match outcome.state:
        case CopyState.VERIFIED:
            return f"Copied: {detail}"
        case CopyState.SENT:
            return f"Sent, not confirmed: {detail}"
        case CopyState.FAILED:
            saved = "The text is saved; quotebrowser last prints it"
            return f"Not copied: {detail}. {saved if outcome.kept else 'The text could not be saved either'}"


def page_of(app: App[Any]) -> Page | None:
    """The page that is seen, perhaps below a popup, or None if no page is shown yet."""
    return next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Page)), None)


def copy(
    app: App[Any],
    session: Session,
    make: Callable[[], Citation],
    warn: Callable[[], tuple[str, ...]] = tuple,
) -> None:
    """Copy what `make` makes, in a thread, and report the outcome.

    Args:
        app: whose page shows it.
        session: with the library and the terminal.
        make: the citation; called in the thread.
        warn: sentences to say besides; called in the thread after `make`.
    """
    app.run_worker(partial(_copied, app, session, make, warn), group="copy")  # type: ignore[arg-type]  # of Textual


async def _copied(
    app: App[Any], session: Session, make: Callable[[], Citation], warn: Callable[[], tuple[str, ...]]
) -> None:
    def work() -> tuple[Outcome, tuple[str, ...]]:
        return session.copy(make()), warn()

    try:
        outcome, warnings = await asyncio.to_thread(work)
    except QuoteBrowserError as error:
        page = page_of(app)
        if page is not None:
            page.fail(error)
        return
    page = page_of(app)
    if page is not None:
        tone = TONES[outcome.state]
        if warnings and tone is Tone.GOOD:
            tone = Tone.DOUBT
        page.say(". ".join((told(outcome), *warnings)), tone)


def copy_quotes(app: App[Any], session: Session, pointers: tuple[Pointer, ...]) -> None:
    """Copy one quote, or several with one list of sources, in the style taken last."""

    def make() -> Citation:
        library, form, flavour = session.library, session.form, session.flavour
        uids = [pointer.quote for pointer in pointers]
        if len(uids) == 1:
            return cite_quotes.cite(library, uids[0], style=session.style, form=form, flavour=flavour)
        return cite_quotes.bundle(library, uids, style=session.style, form=form, flavour=flavour)

    copy(app, session, make)


def copy_selected(app: App[Any], session: Session, pointer: Pointer | None, selected: str) -> None:
    """Copy words selected on the screen: with their citation where they are words of the quote pointed at."""
    uid = pointer.quote if pointer else ""

    def part() -> Span | None:
        return cite_quotes.excerpt(session.library, uid, selected) if uid else None

    def make() -> Citation:
        span = part()
        if span is None:
            return Citation(selected, None, ())
        style, form, flavour = session.style, session.form, session.flavour
        return cite_quotes.cite(session.library, uid, style=style, form=form, flavour=flavour, selection=span)

    def warn() -> tuple[str, ...]:
        span = part()
        return cite_quotes.cut_warnings(session.library, uid, span) if span is not None else ()

    copy(app, session, make, warn)


def copy_text(app: App[Any], session: Session, text: str) -> None:
    """Copy a text that is no citation: a selection, a link, a table."""
    copy(app, session, lambda: Citation(text, None, ()))
