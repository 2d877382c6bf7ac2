"""The wizard 向导: asks for what a data file still lacks, in the terminal. Read `run` first.

plain              data as a value: look at a place, put something there
questionnaire      which level of body is asked what (templates/questionnaires.yaml)
question, fields   a question; what the model says of a key that is asked
problems, assignments    questions on problems and measures, on the tasks of a notice
questions          layout + questionnaire + data file → questions in blocks
reply, sheet       what was typed → what stands in the data file; a table's cells
paste, specific    a block from Excel; is a problem specific or perfunctory
session            reducer: (session, action) → session and the changes to save
card, home, review, gridview    what the screen shows, as lines
grid, prompts      the terminal: the only modules that know questionary and prompt_toolkit
editor, store      the person's editor; the data file on disk
asking             one question put, the action taken at it
run                one sitting: show, ask, step, save
"""
