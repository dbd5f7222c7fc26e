"""How this room's pages write its figures."""
