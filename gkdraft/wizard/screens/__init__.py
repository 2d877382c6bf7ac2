"""Screens 屏幕: what a person sees; `prompts`, `table` and `asking` alone know a terminal."""
