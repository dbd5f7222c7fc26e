"""Live pulls: asks an API for what it holds and writes it down as the files that the readers know."""
