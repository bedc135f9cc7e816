"""Clients that nobody here wrote, each in an environment of its own, over stdio and over HTTP.

Each lists the tools, calls three of them with good arguments, and asks for a session that does not exist. Printed is
the table that stands in the README; ends with 1 when a client fails or the table there is another. `--quick` takes the
few that are installed in seconds; names, or parts of them, choose clients.
"""

import argparse
import sys

import anyio
from asking_round import ask_all, say
from client_table import rows, rows_in_readme
from roster import CLIENTS, WIRES


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/clients", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    chosen = [client for client in CLIENTS if client.is_quick or not options.quick]
    if options.names:
        chosen = [client for client in chosen if any(name.lower() in client.name.lower() for name in options.names)]
    if not chosen:
        parser.error("no client has such a name")
    found = anyio.run(ask_all, chosen)
    made, there = rows(found), rows_in_readme()
    print("\n".join(made))
    failing = [f"{client.name} over {wire}" for client, each in found for wire in WIRES if each[wire].verdict.faults]
    other = [line for line in made if line not in there]
    if failing:
        say(f"Fails: {', '.join(failing)}.")
    elif other or (chosen == list(CLIENTS) and made != there):
        say("\n".join(["README.md has another table. Not in it:", *other]))
    else:
        say("So it stands in README.md.")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
