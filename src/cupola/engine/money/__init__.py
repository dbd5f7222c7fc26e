"""What things cost: rates today, formulas and plans later."""
