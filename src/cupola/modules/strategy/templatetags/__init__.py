"""How pages of the plan write money, school years and where something stands."""
