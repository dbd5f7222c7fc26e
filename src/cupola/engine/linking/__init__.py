"""Who is who: people, devices and schools of all sources linked, with reasons, and kept beside the record."""
