"""The engine: plain Python and SQL that works on a folder of files."""
