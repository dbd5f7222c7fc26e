"""The rooms: one Django app for each duty of a technology leader, strangers to one another."""
