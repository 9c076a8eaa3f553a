from service.messages import Problem


def test_lines_are_kept_and_more_than_one_empty_line_is_not(question, answered):
    entered = " First. \r\n\r\n\r\n\r\nSecond,\u2028third. \n"
    assert answered(question("paragraph"), entered) == "First.\n\nSecond,\nthird."


def test_two_thousand_characters_are_possible_and_one_more_is_not(question, answered):
    assert answered(question("paragraph"), "x" * 2000) == "x" * 2000
    problem = answered(question("paragraph"), "x" * 2001)
    assert isinstance(problem, Problem)
    assert problem.code == "too-long"
    assert "2001 characters" in problem.words


def test_nothing_is_no_paragraph(question, answered):
    assert answered(question("paragraph"), " \n ").code == "empty"
