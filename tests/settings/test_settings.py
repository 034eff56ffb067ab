"""Settings: the file's values, overridden by the environment; what is not understood is named."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from quotebrowser import settings
from quotebrowser.errors import SettingsError
from quotebrowser.settings import OPTIONS, Settings, ascii_marks, load, save


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_no_file_means_the_defaults(config: Path) -> None:
    assert load(config) == Settings()


def test_every_setting_can_be_set_in_the_file(config: Path) -> None:
    config.write_text(
        'theme = "light"\nmarks = "ascii"\naccessible = true\n'
        '[cite]\nstyle = "apa"\nform = "full"\nflavour = "html"\n'
        '[clipboard]\ncommand = ["tee", "/dev/null"]\n[keys]\ncompare = ["c", "x"]\nread = "r"\n',
        encoding="utf-8",
    )
    loaded = load(config)
    assert (loaded.theme, loaded.marks, loaded.accessible) == ("light", "ascii", True)
    assert (loaded.style, loaded.form, loaded.flavour) == ("apa", "full", "html")
    assert loaded.clipboard_command == ("tee", "/dev/null")
    assert dict(loaded.keys) == {"compare": ("c", "x"), "read": ("r",)}


def test_every_option_is_an_attribute_that_the_program_reads() -> None:
    package = Path(settings.__file__).parent
    source = "".join(
        path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "settings.py"
    )
    for option in OPTIONS:
        assert hasattr(Settings(), option.attribute)
        if option.attribute != "marks":  # read by `settings.ascii_marks`
            assert re.search(rf"(?:settings|chosen|load\(\))\.{option.attribute}\b", source), option.key


WRONG = [
    ("an unknown key names the nearest", 'them = "x"', "theme"),
    ("an unknown key far from any points at the README", 'zzz = "x"', "README"),
    ("a choice lists what it takes", 'marks = "pretty"', "auto, unicode, ascii"),
    ("a wrong type says what it wants", "theme = 3", "text in quotation marks"),
    ("a truth is no number", "accessible = 3", "true or false"),
    ("a command is a list", "[clipboard]\ncommand = 5", "a list of strings"),
    ("keys are a table", "keys = 4", "a table"),
    ("what is not TOML is said", "theme = ", "could not be read"),
]


@pytest.mark.parametrize(("name", "text", "expected"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_not_understood_is_named(config: Path, name: str, text: str, expected: str) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(config)
    assert expected in f"{caught.value.message} {caught.value.hint}"
    assert str(config) in caught.value.message


def test_the_environment_overrides_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text('theme = "light"\n', encoding="utf-8")
    monkeypatch.setenv("QUOTEBROWSER_THEME", "dark")
    monkeypatch.setenv("QUOTEBROWSER_CITE_STYLE", "mla")
    monkeypatch.setenv("QUOTEBROWSER_ACCESSIBLE", "yes")
    monkeypatch.setenv("QUOTEBROWSER_CLIPBOARD_COMMAND", "tee out")
    loaded = load(config)
    assert (loaded.theme, loaded.style, loaded.accessible) == ("dark", "mla", True)
    assert loaded.clipboard_command == ("tee", "out")


def test_a_wrong_variable_is_named(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBROWSER_MARKS", "loud")
    with pytest.raises(SettingsError, match="QUOTEBROWSER_MARKS"):
        load(config)


def test_places_follow_their_variables_or_the_users_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIBRARY", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"QUOTEBROWSER_{name}", f"/given/{name}")
    places = (settings.library_path, settings.cache_directory, settings.state_directory, settings.config_path)
    assert [Path(place()).name for place in places] == ["LIBRARY", "CACHE", "STATE", "CONFIG"]
    for name in ("LIBRARY", "CACHE", "STATE", "CONFIG"):
        monkeypatch.delenv(f"QUOTEBROWSER_{name}")
    assert all("quotebrowser" in str(place()) for place in places)


LOCALES = [
    # name, variables, whether Python runs as it does without a locale, whether the marks are ASCII
    ("UTF-8", {"LANG": "de_DE.UTF-8"}, False, False),
    ("UTF-8 as others write it", {"LANG": "C.utf8"}, False, False),
    ("UTF-8 of a variant", {"LANG": "ca_ES.UTF-8@valencia"}, False, False),
    ("UTF-8 of characters only", {"LANG": "C", "LC_CTYPE": "UTF-8"}, False, False),
    ("UTF-8 that is not installed", {"LANG": "xx_XX.UTF-8", "LC_CTYPE": "C.UTF-8"}, True, False),
    ("C, as Python changes it", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, True),
    ("none, as Python changes it", {"LC_CTYPE": "C.UTF-8"}, True, True),
    ("Python is told to write UTF-8", {"LC_CTYPE": "C.UTF-8", "PYTHONUTF8": "1"}, True, False),
    ("all is C", {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, True, True),
    ("all is UTF-8", {"LC_ALL": "C.UTF-8", "LANG": "C"}, False, False),
    ("empty is not set", {"LC_ALL": "", "LANG": "de_DE.UTF-8"}, False, False),
    ("Latin", {"LANG": "de_DE.ISO-8859-1"}, False, True),
    ("no charset", {"LANG": "de_DE"}, False, True),
    ("a console in UTF-8", {"TERM": "linux", "LANG": "C.UTF-8"}, False, False),
    ("a console without", {"TERM": "linux", "LC_CTYPE": "C.UTF-8"}, True, True),
]


@pytest.mark.parametrize(("name", "given", "made_up", "ascii_only"), LOCALES, ids=[row[0] for row in LOCALES])
def test_marks_follow_the_setting_then_the_locale(
    monkeypatch: pytest.MonkeyPatch, *, name: str, given: dict[str, str], made_up: bool, ascii_only: bool
) -> None:
    for variable in ("LC_ALL", "LC_CTYPE", "LANG", "PYTHONUTF8", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr("sys.flags", SimpleNamespace(utf8_mode=int(made_up)))
    assert ascii_marks(Settings()) is ascii_only
    assert ascii_marks(Settings(marks="ascii"))
    assert not ascii_marks(Settings(marks="unicode"))


@pytest.mark.parametrize(("locale", "ascii_only"), [("C", True), ("C.UTF-8", False)])
def test_a_program_that_is_started_sees_the_locale_it_was_started_with(
    *, locale: str, ascii_only: bool
) -> None:
    code = "from quotebrowser.settings import *; print(ascii_marks(Settings()))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHONUTF8"))}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**kept, "LANG": locale}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(ascii_only)


SAVED = [
    # name, before, after: what the user wrote stays as it is
    ("no file", None, '[cite]\nstyle = "apa"\nform = "full"\n'),
    ("empty", "", '[cite]\nstyle = "apa"\nform = "full"\n'),
    (
        "other tables",
        '# mine\ntheme = "dark"\n\n[keys]\ncopy = "y"\n',
        '# mine\ntheme = "dark"\n\n[keys]\ncopy = "y"\n\n[cite]\nstyle = "apa"\nform = "full"\n',
    ),
    (
        "its own table",
        '[cite]\nstyle = "mla"  # for now\nflavour = "html"\n\n[keys]\nstyle = "x"\n',
        '[cite]\nstyle = "apa"  # for now\nflavour = "html"\nform = "full"\n\n[keys]\nstyle = "x"\n',
    ),
    ("dotted", 'cite.style = "mla"\ncite.form = "quote"\n', 'cite.style = "apa"\ncite.form = "full"\n'),
]


@pytest.mark.parametrize(("name", "before", "after"), SAVED, ids=[case[0] for case in SAVED])
def test_values_are_saved_and_nothing_else_changes(
    config: Path, name: str, before: str | None, after: str
) -> None:
    if before is not None:
        config.write_text(before, encoding="utf-8")
    assert save({"cite.style": "apa", "cite.form": "full"}, config) == config
    assert config.read_text(encoding="utf-8") == after
    assert [path.name for path in config.parent.iterdir()] == [config.name]


@pytest.mark.parametrize("before", ['cite = { style = "mla" }\n', '[cite]\nstyle = """\nmla"""\n'])
def test_a_file_of_a_form_that_cannot_be_changed_is_left_alone(config: Path, before: str) -> None:
    config.write_text(before, encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be edited automatically") as caught:
        save({"cite.style": "apa"}, config)
    assert 'cite.style = "apa"' in caught.value.hint
    assert config.read_text(encoding="utf-8") == before


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_settings_that_cannot_be_read_or_written_are_an_error(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("[cite\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="could not be read"):
        save({"cite.style": "apa"}, config)
    config.write_text("", encoding="utf-8")
    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(SettingsError, match="could not be written: No space left"):
        save({"cite.style": "apa"}, config)
