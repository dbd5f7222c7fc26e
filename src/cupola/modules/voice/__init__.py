"""The room of voices: what people say and need, what they were promised, and what they answer in surveys."""
