"""Text onto the clipboard, with a truthful word about whether it got there.

One rule guards it: `copied` is reported only when the words are on the clipboard.
"""

from collections.abc import Mapping, Sequence

from quotebrowser.clipboard.copy_text import copy, to_page
from quotebrowser.clipboard.last_copy import NAME as LAST_COPY
from quotebrowser.clipboard.last_copy import keep_last, last
from quotebrowser.clipboard.routes import applying
from quotebrowser.clipboard.try_routes import Check, check

__all__ = ["LAST_COPY", "Check", "check", "copy", "keep_last", "last", "routes", "to_page"]


def routes(environment: Mapping[str, str], command: Sequence[str] = ()) -> tuple[str, ...]:
    """Names of the routes that apply, in the order they are tried."""
    return tuple(route.name for route in applying(environment, command))
