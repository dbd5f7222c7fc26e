"""Lets `python -m cupola` do what the command `cupola` does."""

from cupola.cli import main

if __name__ == "__main__":
    main()
