"""Patching 就地修改: an edited .docx changed in its text, and not in one byte beside it."""
