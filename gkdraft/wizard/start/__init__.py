"""Start 开始: what a folder offers to begin with, and what was chosen. Knows no terminal."""
