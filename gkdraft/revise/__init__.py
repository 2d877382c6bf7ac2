"""Revise 改稿: an edited draft comes back. Read pull.py first."""
