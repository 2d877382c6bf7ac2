"""Refreshing 恢复格式: what an editor damaged of styles, fonts and the grid, put right by name."""
