"""What the district owns and who can sign in: devices counted three ways, the auditor's rehearsal, and accounts."""
