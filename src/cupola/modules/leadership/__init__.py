"""The room of one's own practice: what the leader's time goes to, and decisions in which technology had no seat."""
