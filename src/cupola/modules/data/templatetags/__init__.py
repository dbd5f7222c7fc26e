"""What the templates of this room need beside the shell's parts."""
