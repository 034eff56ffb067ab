"""How roles look: every one can be read in every theme, on the background and on the row under the cursor."""

import pytest
from textual.app import App
from textual.color import Color
from tui_pilot import check_screens

from quotebrowser.tui.paint.lines import Role
from quotebrowser.tui.widgets.looks import CONTRAST, HIGH, HIGH_CONTRAST, LOOKS, Looks, contrast

THEMES = sorted({*App[None]().available_themes, HIGH_CONTRAST.name})


def looks_in(theme: str) -> tuple[App[None], Looks]:
    app = App[None]()
    app.register_theme(HIGH_CONTRAST)
    app.theme = theme
    app.get_css_variables()  # an app that does not run works out its colours only when asked
    return app, Looks(app)


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_but_rules_can_be_read_in_every_theme(theme: str) -> None:
    app, looks = looks_in(theme)
    if app.native_ansi_color:
        assert all(looks.style(role).color is None for role in LOOKS), "the terminal's own colours"
        return
    text, ground = (Color.parse(app.theme_variables[name]) for name in ("foreground", "background"))
    row = looks.row().bgcolor
    assert row is not None
    least = HIGH if theme == HIGH_CONTRAST.name else CONTRAST
    for role in LOOKS:
        drawn = looks.style(role).color
        colour = text if drawn is None else Color.from_rich_color(drawn)
        for under in (ground, Color.from_rich_color(row)):
            assert role is Role.RULE or contrast(colour, under) >= least, (role, colour.hex, under.hex)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#fff", 4.54),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(Color.parse(one), Color.parse(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(Color.parse(other), Color.parse(one)) == contrast(Color.parse(one), Color.parse(other))


def test_the_looks_of_every_role_are_as_agreed() -> None:
    drawn = {}
    for theme in ("textual-dark", "textual-light", HIGH_CONTRAST.name, "ansi-dark"):
        _, looks = looks_in(theme)
        drawn[theme] = "".join(f"{role.value:<16} {looks.style(role)}\n" for role in LOOKS)
    check_screens("roles", drawn)
