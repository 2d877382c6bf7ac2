"""Changes written into a .docx that an editor has: what is not changed stays byte for byte."""
