"""Sources: files from outside turned into plain data. Each gives data and where it stood."""
