"""How many quotes of saved pages are read, how many are not theirs, and how often the date is right.

240 pages are generated: 12 layouts as newspapers have them, 4 languages, 5 articles each. Run as
`python tests/benchmarks/reading.py`.
"""

import random
import tempfile
import time
from pathlib import Path

from quotebrowser.ingest import read
from quotebrowser.ingest.quoted import passages
from quotebrowser.model import Article

_WORDS = {
    "en": ("The council met again on", "“{}”, said the mayor.", "We keep the harbour and pay"),
    "de": ("Der Rat der Stadt tagte am", "„{}“, sagte die Chefin.", "Wir behalten den Hafen heute"),
    "fr": ("Le conseil s’est réuni", "« {} », a déclaré la maire.", "Nous gardons le port et nous payons"),
    "es": ("El consejo se reunió hoy", "«{}», dijo la alcaldesa.", "Nos quedamos con el puerto"),
}
_RANGES = ((2010, 2025), (1, 13), (1, 29))
_DATES = ("jsonld", "meta", "time", "address")


def _paragraphs(language: str, dice: random.Random) -> list[str]:
    filler, frame, said = _WORDS[language]
    blocks = []
    for _ in range(dice.randrange(6, 14)):
        number = dice.randrange(10**6)
        blocks.append(f"{filler} {number}, " + " ".join([filler.lower()] * dice.randrange(2, 6)) + ".")
        blocks.append(frame.format(f"{said} {number + 1}"))
    return blocks


def _body(layout: int, blocks: list[str]) -> str:
    tags = (
        "<p>{}</p>",
        "<div>{}</div>",
        "<p><span>{}</span></p>",
        "{}<br><br>",
        "<p>{}</p><aside>Ad</aside>",
    )
    inner = "\n".join(tags[layout % len(tags)].format(block) for block in blocks)
    holders = (
        "<article><h1>{title}</h1>{inner}</article>",
        '<main><div class="story-body"><h1>{title}</h1>{inner}</div></main>',
        '<table><tr><td width="150">Menu</td><td><h1>{title}</h1>{inner}</td></tr></table>',
    )
    return holders[layout % len(holders)].format(title="The harbour stays", inner=inner)


def _page(layout: int, language: str, blocks: list[str], date: str) -> str:
    source = _DATES[layout % len(_DATES)]
    head = {
        "jsonld": '<script type="application/ld+json">{"@type":"Article","datePublished":"DAY"}</script>',
        "meta": f'<meta property="article:published_time" content="{date}T08:00:00Z">',
        "time": "",
        "address": f'<link rel="canonical" href="https://example.org/{date.replace("-", "/")}/harbour">',
    }[source].replace("DAY", date)
    stamp = f'<time datetime="{date}">{date}</time>' if source == "time" else ""
    teaser = _WORDS[language][1].format(_WORDS[language][2] + " 0000000")
    menu = "".join(f'<li><a href="/{number}">Section {number}</a></li>' for number in range(12))
    more = "".join(f'<li><a href="/m{number}">{teaser}</a></li>' for number in range(4))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Herald</title>'
        f"{head}</head><body><nav><ul>{menu}</ul></nav>{stamp}{_body(layout, blocks)}"
        f'<div class="related"><ul>{more}</ul></div><footer>Contact</footer></body></html>'
    )


def main() -> None:
    """Generate, read, print."""
    dice = random.Random(5)
    expected = found = extra = exact = wrong = pages = 0
    took = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for layout in range(12):
            missed = 0
            for language in _WORDS:
                for _ in range(5):
                    year, month, day = (
                        dice.randrange(2010, 2025),
                        dice.randrange(1, 13),
                        dice.randrange(1, 29),
                    )
                    date = f"{year}-{month:02}-{day:02}"
                    blocks = _paragraphs(language, dice)
                    path = Path(folder) / "page.html"
                    path.write_text(_page(layout, language, blocks, date), encoding="utf-8")
                    start = time.process_time()
                    (article,) = read(path)
                    took += time.process_time() - start
                    text = article.text if isinstance(article, Article) else ""
                    gold, read_ = passages("\n".join(blocks)), passages(text)
                    pages, expected = pages + 1, expected + len(gold)
                    found, extra = found + len(gold & read_), extra + len(read_ - gold)
                    missed += len(gold - read_)
                    fact = article.facts.published if isinstance(article, Article) else None
                    right = fact is not None and fact.value[:10] == date
                    exact += right
                    wrong += fact is not None and not right and fact.certain
            print(f"layout {layout + 1}: {missed} quotes missed")
    print(f"{pages} pages, quote recall {found / expected:.4f}, extra {extra / expected:.4f}")
    print(
        f"date exact {exact / pages:.3f}, wrong and unmarked {wrong / pages:.3f}, {pages / took:.0f} pages/s"
    )


if __name__ == "__main__":
    main()
