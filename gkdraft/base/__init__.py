"""Base 基础: data at a place, scalars, YAML in and out, bytes to text, packages, columns.

Knows nothing of reports. Everything else may import it.
"""
