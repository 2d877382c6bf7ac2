"""Answers 回答: what was typed, as what stands in the data file; the session as a reducer. Pure."""
