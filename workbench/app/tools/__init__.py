"""What pages and components get of the workbench, a subject a file; the only caches are here."""
