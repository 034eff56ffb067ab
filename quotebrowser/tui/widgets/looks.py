"""How each role of a piece looks: attributes, and colours taken from the theme.

One rule guards it: no meaning hangs on colour alone. Every role of a difference has attributes of its own and
a sign, so it can be recognised in a terminal without colours.
"""

from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

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
    Role.SPEAKER: Look("bold", colour="primary"),
    Role.CUE: Look("italic", colour="muted"),
    Role.CURSOR: Look("bold", colour="accent"),
    Role.CHOSEN: Look("reverse"),
    Role.MARK: Look("bold", colour="accent"),
    Role.WARNING: Look(colour="warning"),
    Role.GOOD: Look("bold", colour="success"),
    Role.BAD: Look("bold", colour="error"),
    Role.KEY: Look(colour="primary"),
    Role.HERE: Look("bold reverse", dark="#e69f00", light="#8a5a00"),
    Role.MISSING: Look("bold reverse", colour="error"),
    **{
        kind: Look(kind.shown.attributes, kind.shown.colour, kind.shown.dark, kind.shown.light)
        for kind in Variation
    },
}
"""One look a role, and one a kind of difference."""

_MUTED: Final = 0.62
_FAINT: Final = 0.25
_ROWS: Final = (0.10, 0.08, 0.06, 0.04, 0.02)
"""Shares of the text's colour in the background's: a rule is just seen, the row under the cursor just stands
out from the others, the more the better where its text can still be read."""
CONTRAST: Final = 4.5
"""What every role but rules reaches on the background and on the row under the cursor (WCAG 2.2, 1.4.3)."""
HIGH: Final = 7.0
"""The same in the theme of high contrast (1.4.6)."""
HIGH_CONTRAST: Final = Theme(
    name="high-contrast",
    primary="#00e5ff",
    secondary="#ffd700",
    warning="#ffb000",
    error="#ff8080",
    success="#7cff7c",
    accent="#ffd700",
    foreground="#ffffff",
    background="#000000",
)
_ALIASES: Final = ("auto", "dark", "light")
"""What the setting takes besides the names of themes."""
_STEPS: Final = 20
_DARKEST: Final = 0.03928
_LIGHT: Final = (0.2126, 0.7152, 0.0722)


def theme_problem(wanted: str) -> str:
    """What is wrong with the setting of the theme, as a sentence; empty if it can be followed."""
    known = (*_ALIASES, HIGH_CONTRAST.name, *BUILTIN_THEMES)
    return "" if wanted in known else f"there is no theme called {wanted}. Choose from: {', '.join(known)}"


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, 1..21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    shares = (share / 255 for share in colour.rgb)
    linear = (s / 12.92 if s <= _DARKEST else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return sum(weight * share for weight, share in zip(_LIGHT, linear, strict=True))


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
        self._least = HIGH if app.theme == HIGH_CONTRAST.name else CONTRAST
        rows = [self._ground.blend(self._text, share) for share in _ROWS]
        self._row = next((row for row in rows if contrast(self._text, row) >= self._least), rows[-1])
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
        return Style(bgcolor=self._row.rich_color)

    def _make(self, look: Look) -> Style:
        attributes = look.attributes
        if not self._colours:
            return Style.parse(f"{attributes} dim" if look.colour in ("muted", "faint") else attributes)
        style = Style.parse(attributes.replace("dim", "not dim"))
        colour = self._colour(look)
        return style if colour is None else style + Style(color=colour.rich_color)

    def _colour(self, look: Look) -> Color | None:
        if look.colour == "faint":
            return self._ground.blend(self._text, _FAINT)
        if look.dark:
            return self._readable(Color.parse(look.dark if self._dark else look.light))
        if look.colour == "muted":
            return self._readable(self._ground.blend(self._text, _MUTED))
        return self._readable(Color.parse(self._variables[f"text-{look.colour}"])) if look.colour else None

    def _readable(self, colour: Color) -> Color:
        """A colour with as much of the text's as it takes to be read on the background and on the row."""
        opaque = self._ground.blend(colour.with_alpha(1), colour.a)
        mixed = (opaque.blend(self._text, step / _STEPS) for step in range(_STEPS + 1))
        grounds = self._ground, self._row
        return next(
            (one for one in mixed if all(contrast(one, ground) >= self._least for ground in grounds)),
            self._text,
        )
