"""Table 表格: a form as a sheet to fill in, pasted blocks, the grid as a value. Pure."""
