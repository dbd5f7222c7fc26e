"""Papers for cabinet and board: drafted from the record, frozen, printed."""
