"""What finds personal data and credentials in an issue's texts. `stack` puts the detectors together.

Nothing is imported here: the patterns take a second to be compiled, and only who looks for something waits for it.
"""
