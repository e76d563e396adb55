"""The production generator: issue in, tests out. Imports nothing from the rest of the workbench."""
