"""Gathering 征集: workbooks to the offices that know the numbers, and what they hand in."""
