"""The wizard 向导: asks for what a data file still lacks, in the terminal. Read `run` first.

table/      a form as a sheet to fill in; blocks pasted from Excel; the grid and how it looks
questions/  layout + questionnaire + data file → questions in blocks; what last year's report said
answers/    what was typed → what stands in the data file; the session as a reducer; doubts
file/       the data file on disk, the person's editor, the sitting: each step saved and checked
start/      what a folder offers to begin with; what was chosen for a new year
paper/      the same questions as a document to print (`gkdraft ask`)
screens/    what a person sees: a class for each kind of page (home, questions, tasking, findings,
            reviewing, building, pulling), below them `prompts`, which with `line`, `choosing`,
            `keys`, `ahead`, `modes`, `pasting`, `table`, `room` and `burst` alone knows a terminal
run         which page follows which
entry       the ways in: with a data file, or by the first page of a folder
"""
