"""From found identifiers to a text without them: links, pseudonyms, dates, replacing. Pure; nothing is looked up.

`records` says what is found and what was done, `settling` makes spans of several detectors into spans that do not
overlap, `linking` tells which forms name one person, `pseudonyms` picks what stands instead, `dates` moves dates,
`replacing` writes the new texts.
"""
