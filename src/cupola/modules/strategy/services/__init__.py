"""Acts that change the plan, one file for each noun: one transaction, with its line in the audit trail."""
