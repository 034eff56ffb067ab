"""GNU screen in a raw pseudo-terminal, without a configuration of its own."""

import subprocess

import pytest
from clip_tools import PAYLOADS, Terminal, copying, need, outcome, surroundings, waited


@pytest.mark.parametrize("payload", ["words", "persian", "joiners", "cr lf", "newline at the end"])
@pytest.mark.parametrize("repeat", [1, 40])
def test_the_words_pass_through_to_the_terminal(
    payload: str, repeat: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    need("screen")
    directory = tmp_path_factory.mktemp("s")
    directory.chmod(0o700)
    words = PAYLOADS[payload] * repeat
    command, told = copying(directory, words)
    environment = surroundings(SCREENDIR=str(directory))
    terminal = Terminal(
        ["screen", "-c", "/dev/null", "-S", "quotes", "sh", "-c", f"{' '.join(command)}; sleep 60"],
        environment,
    )
    try:
        found = outcome(terminal, told)
        assert (found["state"], found["route"]) == ("sent", "OSC 52")
        assert waited(lambda: terminal.copies() == [words.encode()]), terminal.written[-500:]
    finally:
        subprocess.run(["screen", "-S", "quotes", "-X", "quit"], env=environment, capture_output=True,
                       timeout=10, check=False)  # fmt: skip
        terminal.close()
