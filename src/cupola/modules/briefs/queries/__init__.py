"""What the pages of briefs show."""
