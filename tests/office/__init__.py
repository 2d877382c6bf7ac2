"""Real edits: LibreOffice driven by the system's Python (driver.py), the edits (edits.py)."""
