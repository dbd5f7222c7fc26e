"""Look and doors: base page, parts, announcements of modules, refusals. Knows no room."""
