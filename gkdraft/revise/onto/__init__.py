"""Onto 并入改稿: what the data changed goes into a document that an editor has."""
