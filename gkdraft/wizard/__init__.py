"""The wizard 向导: asks for what a data file still lacks, in the terminal. Read `run` first.

table/      a form as a sheet to fill in; blocks pasted from Excel; the grid and how it looks
questions/  layout + questionnaire + data file → questions in blocks; what last year's report said
answers/    what was typed → what stands in the data file; the session as a reducer; doubts
file/       the data file on disk, the person's editor, the sitting: each step saved and checked
start/      what a folder offers to begin with; what was chosen for a new year
screens/    what a person sees; `prompts`, `table` and `asking` alone know a terminal
run         the pages: home, questions, findings, review
entry       the ways in: with a data file, or by the first page of a folder
"""
