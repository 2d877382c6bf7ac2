"""Renderers: one document tree to bytes, three formats."""

from collections.abc import Callable

from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Document
from gkdraft.render import text, web, word

Renderer = Callable[[Document, Typography, Resources], bytes]

RENDERERS: dict[str, Renderer] = {
    ".docx": word.render_word,
    ".html": web.render_web,
    ".txt": text.render_text,
}
