"""Questions 问题: what is asked, from layout, questionnaire and data file. Pure."""
