"""What a judge model is asked, what of its answers counts, and how far it can be believed. Pure."""
