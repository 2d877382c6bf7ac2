"""New year 新年度: last year's report and this year's notices become a new data file."""
