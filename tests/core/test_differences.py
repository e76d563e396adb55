from workbench.core.differences import differences

LEFT = "Scenario: Lock\n  When five fail\n  Then it locks for 30 minutes"


def test_a_changed_word_is_marked_on_both_sides() -> None:
    found = differences(LEFT, LEFT.replace("30", "15"))
    assert found.left.splitlines()[2] == "-   Then it locks for [-30-] minutes"
    assert found.right.splitlines()[2] == "+   Then it locks for {+15+} minutes"
    assert found.changed == 1


def test_words_that_changed_together_are_marked_together() -> None:
    found = differences("Then the red lamp is on for Ann", "Then the big green lamp is on for Ann")
    assert found.left == "- Then the [-red-] lamp is on for Ann"
    assert found.right == "+ Then the {+big green+} lamp is on for Ann"


def test_a_line_of_one_side_is_marked_and_the_others_are_not() -> None:
    found = differences(LEFT, f"{LEFT}\n  And a mail goes out")
    assert found.left == "\n".join(f"  {line}" for line in LEFT.splitlines())
    assert found.right.splitlines()[-1] == "+   And a mail goes out"
    assert found.changed == 1


def test_lines_that_share_little_are_two_lines() -> None:
    found = differences("Then the lamp is red", "When a mail goes out to Ann")
    assert (found.left, found.right) == ("- Then the lamp is red", "+ When a mail goes out to Ann")


def test_blanks_at_line_ends_are_no_difference() -> None:
    assert differences(LEFT, LEFT.replace("\n", " \n") + "\n").changed == 0
