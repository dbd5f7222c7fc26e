"""The room of people and doors: accounts and roles, the audit trail, and names behind findings."""
