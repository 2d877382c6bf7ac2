"""The .html: the report as one web page, real tables, no scripts."""

import hashlib
import re

from gkdraft.layout.own_templates import with_own_templates
from gkdraft.layout.resources import Resources
from gkdraft.layout.templates import open_templates
from gkdraft.layout.typography import Typography
from gkdraft.prose.document import Document

_SEAL = re.compile(rb'(<meta name="gkdraft" content=")([0-9a-f]*)("\s*/?>)')


@with_own_templates
def render_web(document: Document, style: Typography, resources: Resources) -> bytes:
    """The page in UTF-8, with a fingerprint of itself."""
    scope = {
        "document": document,
        "style": style,
        "kind_of": lambda block: type(block).__name__,
    }
    page = (
        open_templates(resources, "web", autoescape=True)
        .write("report.html.j2", scope)
        .lstrip()
        .encode()
    )
    # the fingerprint is of the page without it
    return _SEAL.sub(rb"\g<1>" + _compute_fingerprint(page) + rb"\g<3>", page, count=1)


def is_web_sealed(page: bytes) -> bool:
    """Whether a page is still as gkdraft wrote it."""
    match = _SEAL.search(page)
    return match is not None and match[2] == _compute_fingerprint(
        _SEAL.sub(rb"\g<1>\g<3>", page, count=1)
    )


def drop_web_seal(page: bytes) -> bytes:
    """A page without the line of its fingerprint."""
    return re.sub(_SEAL.pattern + rb"\n?", b"", page, count=1)


def _compute_fingerprint(page: bytes) -> bytes:
    return hashlib.sha256(page).hexdigest().encode()
