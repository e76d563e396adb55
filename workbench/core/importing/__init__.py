"""Real issues on their way in: as a source gave them, and as a person signed them off."""
