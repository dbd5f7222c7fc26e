"""Words: texts that say alike, and what must not be shown of them."""
