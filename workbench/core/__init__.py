"""Records and arithmetic. No file, no clock, no network."""
