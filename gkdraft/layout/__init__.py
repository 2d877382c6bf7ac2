"""Layout 报告格式: everything that is read from templates/.

Forms, sections, indicators, wording, typography, and the sandbox that templates run in.
"""
