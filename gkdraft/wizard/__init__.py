"""The wizard 向导: asks for what a data file still lacks, in the terminal. Read `run` first.

plain              data as a value: look at a place, put something there
questionnaire      which level of body is asked what (templates/questionnaires.yaml)
question, fields   a question; what the model says of a key that is asked
problems, assignments    questions on problems and measures, on the tasks of a notice
questions          layout + questionnaire + data file → questions in blocks
reply, sheet       what was typed → what stands in the data file; a table's cells
clipboard, paste   a block from Excel as lines; where it goes in a table
specific, recall   is a problem specific or perfunctory; what last year's report said
session            reducer: (session, action) → session and the changes to save
card, home, review, gridview    what the screen shows, as lines
grid, prompts      the terminal: the only modules that know questionary and prompt_toolkit
editor, store      the person's editor; the data file on disk
asking             one question put, the action taken at it
sitting            session and store together: each step saved, findings, the draft
run                the pages: home, questions, findings, review
"""
