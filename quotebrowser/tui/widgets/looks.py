"""How each role of a piece looks: attributes, and colours taken from the theme.

One rule guards it: no meaning hangs on colour alone. Every role of a difference has attributes of its own and
a sign, so it can be recognised in a terminal without colours.
"""

from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from rich.style import Style
from textual.app import App
from textual.color import Color

from quotebrowser.model import Variation
from quotebrowser.tui.paint.lines import AnyRole, Role


class Look(NamedTuple):
    """The looks of a role."""

    attributes: str = ""
    """Of Rich's styles: `bold`, `reverse` ..."""
    colour: str = ""
    """Name of a theme's colour; empty for the text's own."""
    dark: str = ""
    """Colour of our own on a dark background; it and the light one have a contrast of 4.5 to 1 or more."""
    light: str = ""
    """The same on a light background."""


LOOKS: Final[dict[AnyRole, Look]] = {
    Role.PLAIN: Look(),
    Role.DIM: Look(colour="muted"),
    Role.RULE: Look(colour="faint"),
    Role.STRONG: Look("bold"),
    Role.LABEL: Look("bold", colour="primary"),
    Role.QUOTE: Look("bold"),
    Role.HIT: Look("reverse"),
    Role.CUE: Look("italic", colour="muted"),
    Role.CURSOR: Look("bold", colour="accent"),
    Role.CHOSEN: Look("reverse"),
    Role.MARK: Look("bold", colour="accent"),
    Role.WARNING: Look(colour="warning"),
    Role.GOOD: Look("bold", colour="success"),
    Role.BAD: Look("bold", colour="error"),
    Role.KEY: Look("bold", colour="accent"),
    Role.MISSING: Look("bold reverse", colour="error"),
    **{
        kind: Look(kind.shown.attributes, kind.shown.colour, kind.shown.dark, kind.shown.light)
        for kind in Variation
    },
}
"""One look a role, and one a kind of difference."""

_MUTED: Final = 0.62
_FAINT: Final = 0.25
_ROW: Final = 0.10
"""Shares of the text's colour in the background's: muted text keeps a contrast of 5 to 1 in Textual's dark
and light themes, a rule is just seen, the row under the cursor just stands out from the others."""


_KEPT: WeakKeyDictionary[App[None], tuple[str, "Looks"]] = WeakKeyDictionary()


def looks(app: App[None]) -> "Looks":
    """The looks in the theme that is on."""
    kept = _KEPT.get(app)
    if kept is None or kept[0] != app.theme:
        kept = _KEPT[app] = (app.theme, Looks(app))
    return kept[1]


class Looks:
    """The roles' styles in the theme that is on."""

    def __init__(self, app: App[None]) -> None:
        self._dark = app.current_theme.dark
        self._colours = not app.native_ansi_color
        variables = app.theme_variables
        self._text = Color.parse(variables["foreground"])
        self._ground = Color.parse(variables["background"])
        self._variables = variables
        self._made: dict[AnyRole, Style] = {}

    def style(self, role: AnyRole) -> Style:
        """The style of a role, without what it stands on."""
        if role not in self._made:
            self._made[role] = self._make(LOOKS[role])
        return self._made[role]

    def row(self) -> Style:
        """What the row under the cursor stands on."""
        if not self._colours:
            return Style()
        return Style(bgcolor=self._ground.blend(self._text, _ROW).rich_color)

    def _make(self, look: Look) -> Style:
        attributes = look.attributes
        if not self._colours:
            return Style.parse(f"{attributes} dim" if look.colour in ("muted", "faint") else attributes)
        style = Style.parse(attributes.replace("dim", "not dim"))
        colour = self._colour(look)
        return style if colour is None else style + Style(color=colour.rich_color)

    def _colour(self, look: Look) -> Color | None:
        if look.dark:
            return Color.parse(look.dark if self._dark else look.light)
        if look.colour == "muted":
            return self._ground.blend(self._text, _MUTED)
        if look.colour == "faint":
            return self._ground.blend(self._text, _FAINT)
        return Color.parse(self._variables[f"text-{look.colour}"]) if look.colour else None
