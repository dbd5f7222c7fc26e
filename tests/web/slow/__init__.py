"""An app whose second migration takes long enough to be killed in; only its own settings know it."""
