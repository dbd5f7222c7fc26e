"""The site: settings, addresses, and the processes that serve them. The only place that names all modules."""
