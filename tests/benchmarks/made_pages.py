"""Saved pages as newspapers have them, made round the stories of `made_news`: twelve layouts.

One rule guards it: what stands round an article (menus, teasers, comments, notices) has quotations too, and
none of them is the article's.
"""

# ruff: noqa: E501 - markup and sentences are easier to read on one line

import re
from collections.abc import Callable
from html import escape
from typing import Final

from made_dates import Told
from made_news import Block, Story

Layout = Callable[[Story, Told], str]


def _menu(story: Story) -> str:
    items = "".join(f'<li class="menu-item"><a href="/s{n}">Section {n}</a></li>' for n in range(14))
    return f'<header class="site-header"><a href="/">Example Herald</a><nav><ul>{items}</ul></nav></header>'


def _cookies(story: Story) -> str:
    return (
        '<div id="onetrust-consent-sdk"><div class="ot-sdk-container" role="dialog" aria-modal="true">'
        f"<h2>Cookies</h2><p>{story.label('cookies')} {story.label('cookies')} {story.opinion()}</p>"
        "<button>OK</button></div></div>"
    )


def _related(story: Story, tag: str = "div", name: str = "related-articles") -> str:
    items = "".join(
        f'<li><a href="/r{n}"><img src="r{n}.jpg" alt=""><h3>{story.other()}</h3></a>'
        f'<time datetime="2023-0{n + 1}-03">3.{n + 1}.</time></li>'
        for n in range(4)
    )
    return f'<{tag} class="{name}"><h2>{story.label("related")}</h2><ul>{items}</ul></{tag}>'


def _cards(story: Story, name: str) -> str:
    """Teasers without any list or heading, as frameworks make them; some with the first words of their article."""
    blurb = story.dice.random() < 0.5
    cards = "".join(
        f'<div class="{name}"><a href="/c{n}"><img src="c{n}.jpg"></a><a href="/c{n}"><span>{story.other()}</span></a>'
        + (f"<p>{story.opinion()}</p>" if blurb else "")
        + "</div>"
        for n in range(5)
    )
    return f'<section class="{name}-list"><div>{story.label("related")}</div>{cards}</section>'


def _next_article(story: Story) -> str:
    """The article that follows where a page is scrolled on and on, whole."""
    inner = "".join(f"<p>{story.opinion()}</p>" for _ in range(9))
    return f'<article class="next"><h1>{story.other()}</h1><time datetime="2024-02-02">2.2.2024</time>{inner}</article>'


def _comments(story: Story, name: str = "comments") -> str:
    texts = [f"<p>{story.opinion()}</p><p>{story.opinion()}</p>" for _ in range(story.dice.randrange(2, 9))]
    if not name:
        # Names that say nothing: only the heading tells.
        items = "".join(f'<div class="css-9"><b>reader{n}</b>{text}</div>' for n, text in enumerate(texts))
        return f'<section class="css-8"><h3>{len(texts)} {story.label("comments")}</h3>{items}</section>'
    items = "".join(
        f'<li class="comment"><div class="comment-body"><cite>reader{n}</cite>{text}</div></li>'
        for n, text in enumerate(texts)
    )
    return f'<div id="{name}" class="{name}-area"><h2>{story.label("comments")}</h2><ol>{items}</ol></div>'


def _more(story: Story) -> str:
    """A teaser between two paragraphs of the article."""
    other, label = story.other(), story.label("more")
    return story.dice.choice(
        [
            f'<aside class="related-inline"><h4>{label}</h4><a href="/m">{other}</a></aside>',
            f'<div class="read-more-box"><span>{label}</span> <a href="/m">{other}</a></div>',
            f'<p><strong>{label} <a href="/m">{other}</a></strong></p>',
            f'<p class="teaser-link"><a href="/m">{other}</a></p>',
            f'<div class="promo newsletter"><p>{story.opinion()}</p><form><input name="mail"></form></div>',
            f'<ul class="inline-links"><li><a href="/m1">{other}</a></li><li><a href="/m2">{story.other()}</a></li></ul>',
        ]
    )


def _figure(story: Story) -> str:
    return (
        '<figure class="wp-block-image"><img src="a.jpg" srcset="a.jpg 1x" alt="Boats"><figcaption>'
        "Boats at the quay, photographed last year. <span>Photo: B. Sample</span></figcaption></figure>"
    )


def _body(story: Story, wrap: Callable[[Block, int], str], *, extras: bool = True) -> str:
    """The paragraphs, with pictures and teasers between them."""
    parts: list[str] = []
    teasers = story.dice.sample(range(2, len(story.blocks)), 2) if extras else []
    for number, block in enumerate(story.blocks):
        if number in teasers:
            parts.append(_more(story))
        if extras and number == 3:
            parts.append(_figure(story))
        parts.append(wrap(block, number))
    return "\n".join(parts)


def _p(block: Block, _: int) -> str:
    return f"<p>{escape(block.text, quote=False)}</p>"


def _marked_up(block: Block, number: int) -> str:
    """A paragraph with links, emphasis, references and hints for breaking lines in it."""
    text = escape(block.text, quote=False)
    for char, reference in (("“", "&ldquo;"), ("”", "&#8221;"), ("«", "&laquo;"), ("’", "&rsquo;")):
        text = text.replace(char, reference)
    words = text.split(" ")
    middle = len(words) // 2
    words[middle] = f'<a href="/t{number}">{words[middle]}</a>'
    words[middle // 2] = f"<em>{words[middle // 2]}</em>"
    words[-1] = f"{words[-1][:2]}&shy;{words[-1][2:]}" if words[-1][:2].isalpha() else words[-1]
    return f"<p class='text paywall'>{' '.join(words)}</p>"


def _head(story: Story, told: Told, title: str = "") -> str:
    return (
        f'<head><meta charset="utf-8"><title>{escape(title or story.title)} | Example Herald</title>'
        f'<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" '
        f'content="Example Herald"><meta name="viewport" content="width=device-width">{told.head}'
        "<style>body{margin:0}</style><script>window.x = '<p>“not a quote of this page”</p>'</script></head>"
    )


def wordpress(story: Story, told: Told) -> str:
    """Gutenberg blocks, quotations as blocks of their own, sharing buttons, a sidebar, comments."""

    def wrap(block: Block, number: int) -> str:
        if block.quoted and number % 5 == 4:
            inner = escape(block.text, quote=False)
            quotation = (
                f'<blockquote class="wp-block-quote"><p>{inner}</p><cite>A. Example</cite></blockquote>'
            )
            return f'<figure class="wp-block-pullquote">{quotation}</figure>' if number % 2 else quotation
        return _p(block, number)

    body = _body(story, wrap)
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told)}<body class="post-template-default single comments-open">'
        f'{_menu(story)}<div id="content" class="site-content"><main class="site-main"><article id="post-7" class="post '
        f'type-post"><header class="entry-header"><h1 class="entry-title">{story.title}</h1><div class="entry-meta">'
        f'{told.shown}<span class="byline">{story.label("by")} <a rel="author">{story.author}</a></span></div></header>'
        f'<div class="entry-content has-sidebar widget-text">{body}<div class="sharedaddy"><ul><li><a>Facebook</a></li></ul></div>'
        f'<div id="jp-relatedposts" class="jp-relatedposts">{_related(story)}</div></div></article>{_comments(story)}'
        f'</main><aside id="secondary" class="widget-area">{_related(story, "section", "widget")}</aside></div>'
        "<footer>© Example Herald</footer></body></html>"
    )


def drupal(story: Story, told: Told) -> str:
    """Fields in fields in fields, with links and emphasis in every paragraph."""
    body = _body(story, _marked_up)
    return (
        f'<!DOCTYPE html><html lang="{story.language}" dir="ltr">{_head(story, told)}<body class="path-node">'
        f'<div class="dialog-off-canvas-main-canvas"><div class="layout-container">{_menu(story)}<main role="main">'
        f'<div class="region region-content"><div class="block block-system-main-block"><div class="content">'
        f'<div class="node node--type-article"><div class="node__header"><h1><span class="field--name-title">'
        f'{story.title}</span></h1>{told.shown}</div><div class="node__content"><div class="field '
        f'field--name-field-body"><div class="field__items"><div class="field__item"><div class="text-formatted">{body}'
        f'</div></div></div></div><div class="field field--name-comment">{_comments(story, "comment-wrapper")}</div></div>'
        f'</div></div></div><div class="views-element-container">{_cards(story, "views-row")}</div></div></main>'
        "</div></div></body></html>"
    )


def arc(story: Story, told: Told) -> str:
    """A body cut into pieces by advertisements."""

    def wrap(block: Block, number: int) -> str:
        piece = (
            f'<p class="c-paragraph default__StyledText-sc-{number}">{escape(block.text, quote=False)}</p>'
        )
        advert = '</div><div class="arcad-wrapper"><div class="ad">Advertisement</div></div><div class="body-chunk">'
        return piece + (advert if number % 4 == 3 else "")

    body = _body(story, wrap)
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told)}<body><div id="fusion-app">{_menu(story)}'
        f'<section role="main"><div class="b-article-header"><h1 class="b-headline">{story.title}</h1>{told.shown}</div>'
        f'<article class="b-article-body"><div class="body-chunk">{body}</div></article>'
        f"{_next_article(story) if len(story.blocks) % 2 else ''}{_cards(story, 'b-results-list')}</section></div>"
        f"{_cookies(story)}</body></html>"
    )


def amp(story: Story, told: Told) -> str:
    """The elements of AMP."""
    body = _body(story, _p).replace("<img", "<amp-img").replace("</figure>", "</amp-img></figure>")
    return (
        f'<!doctype html><html amp lang="{story.language}">{_head(story, told)}<body><amp-sidebar id="side">'
        f'<ul><li>{story.other()}</li></ul></amp-sidebar><amp-analytics><script type="application/json">{{}}</script>'
        f'</amp-analytics><article class="amp-wp-article"><header class="amp-wp-article-header"><h1>{story.title}</h1>'
        f'{told.shown}</header><amp-ad width="300"></amp-ad><div class="amp-wp-article-content">{body}</div>'
        f'<amp-carousel>{_cards(story, "slide")}</amp-carousel><footer class="amp-wp-article-footer">'
        f"<p>{story.other()}</p></footer></article></body></html>"
    )


def cached(story: Story, told: Told) -> str:
    """A page inside the notice of a search engine's cache."""
    page = story.dice.choice([wordpress, div_soup, magazine])(story, told)
    if story.dice.random() < 0.4:
        # As archives rebuild a page: every element a `div` with its style written out.
        page = re.sub(
            r"<(p|section|article|main|figure|aside)(?=[ >])[^>]*>", '<div style="margin:0 0 16px">', page
        )
        page = re.sub(r"</(?:p|section|article|main|figure|aside)>", "</div>", page)
    notice = (
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><base href="https://example.org/harbour">'
        '<div style="position:relative;"><div id="bN015htcoyT__google-cache-hdr" style="background:#f8f9fa">'
        "<div><span>This is the cache of https://example.org/harbour. It is a snapshot of the page as it appeared on "
        "11 Jul 2025 04:21:11 GMT. The current page could have changed in the meantime.</span></div>"
        "<div>Tip: To quickly find your search term on this page, press <b>Ctrl+F</b>.</div></div></div>"
    )
    return notice + page


def single_file(story: Story, told: Told) -> str:
    """As the extension saves it: one line, attributes without marks, what was hidden still there."""
    body = _body(story, lambda block, _: f"<p data-v=a>{escape(block.text, quote=False)}")
    return (
        f"<!DOCTYPE html> <html lang={story.language} style><!--\n Page saved with SingleFile \n url: "
        f"https://www.example.org/harbour-stays \n saved date: Sun Jan 12 2025 10:31:22 GMT+0100\n-->{_head(story, told)}"
        f"<body class=page><div hidden class=sf-hidden>{_related(story)}</div>{_menu(story)}<main><article><h1>"
        f"{story.title}</h1>{told.shown}<div class=content>{body}</div></article><div class=sf-hidden></div>"
        f"{_cards(story, 'teaser')}</main><template><p>{story.other()}</p></template>"
        f'{_cookies(story)}<img src="data:image/png;base64,{"A" * 4000}"></body></html>'
    )


def live_blog(story: Story, told: Told) -> str:
    """Posts, each with its hour, the newest first."""
    posts: list[str] = []
    size = story.dice.randrange(1, 4)
    for start in range(0, len(story.blocks), size):
        inner = "".join(_p(block, 0) for block in story.blocks[start : start + size])
        hour = f"{8 + start // 2:02}:1{start % 10}"
        posts.append(
            f'<article class="liveblog-post" id="post-{start}"><header><time class="post-time">{hour}</time>'
            f'<h3>{hour} – Section {start}</h3></header><div class="post-body">{inner}</div>'
            f'<div class="share"><button>Share</button></div></article>'
        )
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told)}<body>{_menu(story)}<div class="live">'
        f'<div class="live-header"><h1>{story.title}</h1>{told.shown}</div><ul class="key-events"><li><a href="#a">'
        f'08:10</a></li></ul><div class="liveblog-posts">{"".join(posts)}</div></div>{_related(story)}</body></html>'
    )


def interview(story: Story, told: Told) -> str:
    """Questions and answers in a list of terms, or of bold lines."""
    listed = story.dice.random() < 0.6
    parts = []
    for number, block in enumerate(story.blocks):
        question = f"Section {number}: what did the council of this town decide in the end?"
        answer = escape(block.text, quote=False)
        parts.append(
            f"<dt>{question}</dt><dd>{answer}</dd>" if listed else f"<p><b>{question}</b></p><p>{answer}</p>"
        )
    body = f"<dl class=interview>{''.join(parts)}</dl>" if listed else "".join(parts)
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told)}<body>{_menu(story)}<main><div class="story">'
        f"<h1>{story.title}</h1>{told.shown}<p>{story.label('by')} {story.author}</p>{body}</div>"
        f"{_comments(story, story.dice.choice(['disqus_thread', '']))}</main>{_cards(story, 'card')}</body></html>"
    )


def magazine(story: Story, told: Told) -> str:
    """Chapters, pull quotes, lists, a table, a drop cap."""

    def wrap(block: Block, number: int) -> str:
        text = escape(block.text, quote=False)
        if number == 0:
            return f'<p><span class="dropcap">{text[0]}</span>{text[1:]}</p>'
        if block.quoted and number % 6 == 1:
            left, right = story.tongue.marks
            pulled = f"{left}{block.quoted}{right}"
            return f'<aside class="pullquote"><blockquote>{pulled}</blockquote></aside><p>{text}</p>'
        if number % 6 == 2:
            return f"<ul><li>{text}</li></ul>"
        if number % 6 == 3:
            return f"<details open><summary>Section {number}</summary><div>{text}</div></details>"
        if number % 6 == 5:
            return f"<table><tr><td>{text}</td></tr></table>"
        if number % 6 == 4:
            return f"<h2>Chapter {number}</h2><section><div><div><p>{text}</p></div></div></section>"
        return f"<p>{text}</p>"

    body = _body(story, wrap)
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told)}<body>{_menu(story)}<main class="longread">'
        f'<section class="opener"><h1>{story.title}</h1><p class="standfirst">Section 1</p>{told.shown}</section>'
        f'<section class="chapters">{body}</section>{_related(story, "section", "more-from-us")}</main>'
        f"{_cookies(story)}</body></html>"
    )


def tables(story: Story, told: Told) -> str:
    """A page of the nineties."""
    breaks = _body(story, lambda block, _: f"{escape(block.text, quote=False)}<br><br>", extras=False)
    links = "".join(f"<tr><td><a href=l{n}.htm>{story.other()}</a></td></tr>" for n in range(4))
    return (
        f'<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>{story.title}</title>'
        f"{told.head}</head><body bgcolor=white><form id=aspnetForm><input type=hidden name=v><table width=780><tr><td colspan=3><font size=5>Example Herald</font>"
        f"</td></tr><tr><td width=120 valign=top><table>{links}</table></td><td valign=top><font face=Times><h1>"
        f"{story.title}</h1>{told.shown}<p>{breaks}</font></td><td width=120><table>{links}</table></td></tr></table>"
        "</form></body></html>"
    )


def paywall(story: Story, told: Told) -> str:
    """The beginning of an article, then the offer."""
    story.blocks[:] = story.blocks[: max(3, len(story.blocks) // 3)]
    body = _body(story, _p, extras=False)
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told)}<body>{_cookies(story)}{_menu(story)}<main>'
        f'<article class="article is-locked"><h1>{story.title}</h1>{told.shown}<div class="article__body">{body}</div>'
        f'<div class="paywall-offer" data-paywall><h2>{story.label("subscribe")}</h2><p>{story.opinion()}</p>'
        f"<ul><li>1 €</li><li>9 €</li></ul></div></article>{_cards(story, 'm-teaser')}</main></body></html>"
    )


def div_soup(story: Story, told: Told) -> str:
    """What frameworks make: no element that means anything, names that say nothing."""

    def wrap(block: Block, number: int) -> str:
        half = len(block.text) // 2
        one, two = (escape(part, quote=False) for part in (block.text[:half], block.text[half:]))
        return f'<div class="css-{number}a"><div><span data-r="{number}">{one}<span>{two}</span></span></div></div>'

    body = _body(story, wrap)
    return (
        f'<!DOCTYPE html><html lang="{story.language}">{_head(story, told, "Example Herald")}<body><div id="__next">'
        f'<div class="css-0">{_menu(story)}<div class="css-1k"><div class="css-2k"><div role="heading" class="css-h">'
        f'{story.title}</div><div>{told.shown}</div><div class="css-3k">{body}</div></div></div>'
        f'{_comments(story, "")}{_cards(story, "css-77x")}</div></div>{_cookies(story)}<script id="__NEXT_DATA__" type="application/json">'
        '{"props":{"body":"“a quote that is only data of the page”"}}</script></body></html>'
    )


LAYOUTS: Final[tuple[Layout, ...]] = (
    wordpress, drupal, arc, amp, cached, single_file, live_blog, interview, magazine, tables, paywall, div_soup,
)  # fmt: skip
