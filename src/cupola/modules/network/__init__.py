"""The network: what is watched, and when school is in session."""
