"""Prints the sample articles as PDF files with the programs that journalists' PDF files come from.

    python tests/ingest/print_seeds.py [--each DIRECTORY] [chromium] [libreoffice] [reportlab]

writes `printed/PROGRAM.pdf` beside this file, all samples one after the other, or with `--each` a file for
each sample. Those in the repository were made on Debian 12 with DejaVu Serif by Chromium 156.0.8078.108
(Skia/PDF m156), LibreOffice 7.4.7.2 (`libreoffice-writer-nogui`) and reportlab 5.1.0, which only this script
needs.
"""

import html
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SEEDS: Final = sorted((HERE.parent.parent / "seeds").glob("*.txt"))
TITLES: Final = {
    3: "Iran Faces Setbacks in Syria and Tensions Rise Over U.S. Presence in Iraq",
    4: "Iran downplays Aleppo losses, vows continued support for Assad",
}
"""Of the samples that print theirs as their first line."""


def parts(number: int) -> tuple[str, str, list[str]]:
    """Headline, byline with date, and the paragraphs of a sample."""
    lines = [line for line in SEEDS[number].read_text("utf-8").splitlines() if line.strip()]
    title = TITLES.get(number, "")
    return (
        title or f"A sample article, number {number}",
        "By Ada Example, 9 January 2025",
        lines[bool(title) :],
    )


def page(numbers: Sequence[int]) -> str:
    """Samples as a web page in justified type; one font, so that the files stay small."""
    body = ""
    for number in numbers:
        title, byline, lines = parts(number)
        body += f"<h1>{html.escape(title)}</h1>\n<p>{byline}</p>\n"
        body += "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(parts(numbers[0])[0])}</title>"
        "<style>body { font-family: 'DejaVu Serif', serif; text-align: justify } "
        "h1 { font-weight: normal }</style>"
        f"</head><body>{body}</body></html>"
    )


def by_chromium(source: Path, numbers: Sequence[int], target: Path) -> None:
    run = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}"]
    subprocess.run([*run, source.as_uri()], check=True, capture_output=True, timeout=120)


def by_libreoffice(source: Path, numbers: Sequence[int], target: Path) -> None:
    run = ["soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
    run += ["--outdir", str(source.parent), str(source)]
    subprocess.run(run, check=True, capture_output=True, timeout=300)
    source.with_suffix(".pdf").replace(target)


def by_reportlab(source: Path, numbers: Sequence[int], target: Path) -> None:
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    body.alignment = TA_JUSTIFY
    flow = []
    for number in numbers:
        title, byline, lines = parts(number)
        flow += [Paragraph(html.escape(title, quote=False), styles["Title"]), Paragraph(byline, body)]
        flow += [Paragraph(html.escape(line, quote=False), body) for line in lines]
    SimpleDocTemplate(str(target), title=parts(numbers[0])[0], invariant=1).build(flow)


def locked(target: Path) -> None:
    """A page that opens with the password `example` alone."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(target), encrypt="example", invariant=1)
    canvas.drawString(60, 760, "Nobody who has no password reads this line.")
    canvas.save()


PRINTERS: Final[dict[str, Callable[[Path, Sequence[int], Path], None]]] = {
    "chromium": by_chromium,
    "libreoffice": by_libreoffice,
    "reportlab": by_reportlab,
}


def main(arguments: Sequence[str]) -> None:
    """Prints the samples with the programs named, or with all."""
    target = HERE / "printed"
    lots: list[tuple[str, Sequence[int]]] = [("", range(len(SEEDS)))]
    if arguments[:1] == ["--each"]:
        target = Path(arguments[1]).absolute()
        lots = [(f"{number}-", [number]) for number in range(len(SEEDS))]
    target.mkdir(exist_ok=True)
    for name in [name for name in PRINTERS if name in arguments] or PRINTERS:
        for prefix, numbers in lots:
            with tempfile.TemporaryDirectory() as scratch:
                source = Path(scratch) / "samples.html"
                source.write_text(page(numbers), "utf-8")
                PRINTERS[name](source, numbers, target / f"{prefix}{name}.pdf")
    if "reportlab" in (arguments or PRINTERS):
        locked(target / "locked.pdf")


if __name__ == "__main__":
    main(sys.argv[1:])
