"""Paper 纸面: the wizard's questions as a document to print, write on and hand round.

What is still open, or all answers as they stand; the wizard's list of questions is the only one.
Pure, but for `opening`, which reads the data file and renders.
"""
