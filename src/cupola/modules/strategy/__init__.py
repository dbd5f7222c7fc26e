"""The room of the plan: needs, alternatives, goals and milestones, decisions asked, and what came of it all."""
