"""Files nobody would send by accident, and what gkdraft spends on them."""
