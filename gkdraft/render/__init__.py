"""Renderers: one document tree to bytes, three formats. Each is loaded when it is asked for."""

from collections.abc import Callable

from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Document

Renderer = Callable[[Document, Typography, Resources], bytes]


def _render_word(document: Document, style: Typography, resources: Resources) -> bytes:
    from gkdraft.render import word

    return word.render_word(document, style, resources)


def _render_web(document: Document, style: Typography, resources: Resources) -> bytes:
    from gkdraft.render import web

    return web.render_web(document, style, resources)


def _render_text(document: Document, style: Typography, resources: Resources) -> bytes:
    from gkdraft.render import text

    return text.render_text(document, style, resources)


RENDERERS: dict[str, Renderer] = {
    ".docx": _render_word,
    ".html": _render_web,
    ".txt": _render_text,
}
