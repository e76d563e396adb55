"""Tests into the places where teams keep them: files, Jira, Xray Cloud, Zephyr Scale.

`publication` says what is to be written and by which trace each part is known again, `target` is the port to a service,
`publishing` drives it: whatever is there already is found and never written twice, `journal` keeps what was intended.

publish(publication, target, journal)
    prepare     the names a target needs; nothing is written
    find        what is there already, by its trace
    create      what is not, its intent recorded before
    finish      steps, links and folders that are still missing
"""
