"""What was measured as files for people and for other tools."""
