"""Prose 行文: a draft becomes a document tree.

Templates, what they may call, tables, and where the tasks are answered.
"""
