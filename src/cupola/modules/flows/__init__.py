"""Systems that the district runs on, and what audits said of them."""
