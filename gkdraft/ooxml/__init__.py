"""OOXML packages: the only code that knows a .docx is a zip of XML parts."""
