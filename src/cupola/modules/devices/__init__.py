"""The room of devices and accounts."""
