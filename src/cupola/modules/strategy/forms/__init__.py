"""What is filled in on the pages of the plan, one file for each noun."""
