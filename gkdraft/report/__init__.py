"""Report 年度报告: the report of a data file.

Envelope, figures, tasks, intake, growth, printing, likeness, schema. Pure but for `datafile`.
"""
