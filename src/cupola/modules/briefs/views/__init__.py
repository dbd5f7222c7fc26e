"""The pages of the room of briefs."""
