"""Reading 读: documents from outside as lines and tables, notices as tasks, reports as data."""
