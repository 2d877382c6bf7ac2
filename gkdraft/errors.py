"""What makes it impossible to go on. Problems of a report are findings, not exceptions.

GkdraftError            one line in Chinese, exit status 2
├── InputError          a file that cannot be read as what it should be
├── TemplateError       a layout, form or prose template that cannot be used
└── OutputError         a place that cannot be written, or must not be
"""


class GkdraftError(Exception):
    """Base of all expected failures; its text is the line the person reads."""


class InputError(GkdraftError):
    """The data file or another source cannot be read."""


class TemplateError(GkdraftError):
    """A layout, form, catalogue or prose template is at fault."""


class OutputError(GkdraftError):
    """The result cannot be written without loss."""
