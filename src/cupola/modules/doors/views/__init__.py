"""The views of this room, one file for each noun."""
