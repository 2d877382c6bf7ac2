"""File 文件: the data file being filled in, saved after every answer. Knows no terminal."""
