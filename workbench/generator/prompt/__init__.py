"""Prompts: the file format, rendering in a sandbox, parameters, and the digest of a config."""
