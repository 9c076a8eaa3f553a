"""The command line, `nowrongdoor`: for owners, operators and whoever likes to talk to a service in a terminal.

Exit codes: 0 done, 1 found something wrong, 2 used wrongly.
"""

from channels.command.main import main as main
