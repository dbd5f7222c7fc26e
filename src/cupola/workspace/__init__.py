"""The tables that every room shares: people, deliveries, findings and what was decided about them."""
