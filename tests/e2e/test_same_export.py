"""The same articles give the same exports, byte for byte, whatever the hash seed, language or time zone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

PAGE: Final = """<!DOCTYPE html><html lang="en"><head><title>Harbour council votes | The Bay Herald</title>
<meta property="article:published_time" content="2025-01-08T23:40:00-05:00">
<meta name="author" content="Eva Lund">
</head><body><article><h1>Harbour council votes</h1>{}</article></body></html>"""
SAID: Final = (
    "“We will open the old pier before the winter comes,” said Ida Sommer, the mayor of the town, on Monday.",
    "“The İnciraltı ferry is not for sale, and it won’t be,” said Ole Brandt, who has run it for years.",
    "“Nobody asked us,” he added. “We would have said no to it,” said Nora Feld of the harbour board.",
)
FORMATS: Final = ("jsonl", "csv", "markdown", "html", "bibtex", "ris", "csl-json")
PLACES: Final = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "LANG": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    {
        "PYTHONHASHSEED": "4294967295",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "TZ": "America/St_Johns",
    },
)
"""Of the last, systems that do not have its language fall back to their own."""
SCRIPT: Final = f"""
import sys
from quotebrowser.cli import main
main(["add", "texts"])
for name in {FORMATS!r}:
    assert main(["export", "--format", name, "-o", f"{{sys.argv[1]}}/{{name}}"]) == 0
"""


def test_an_export_does_not_hang_on_seed_language_or_time_zone(tmp_path: Path, seeds: Path) -> None:
    shutil.copytree(seeds, tmp_path / "texts")
    for at in range(3):
        paragraphs = [f"<p>{said}</p>" for said in (*SAID[at:], *SAID[:at])]
        page = PAGE.format("".join(paragraphs)).replace("Eva", ("Eva", "Ada", "Ida")[at])
        (tmp_path / "texts" / f"page{at}.html").write_text(page, encoding="utf-8")
    exports = []
    for at, place in enumerate(PLACES):
        (tmp_path / str(at)).mkdir()
        environment = {**os.environ, **place, "QUOTEBROWSER_LIBRARY": str(tmp_path / f"library{at}")}
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(at)],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        exports.append({name: (tmp_path / str(at) / name).read_bytes() for name in FORMATS})
    assert all(exports[0].values())
    assert exports[0]["jsonl"].count(b"\n") > 30
    for name in FORMATS:
        assert exports[0][name] == exports[1][name] == exports[2][name], name
