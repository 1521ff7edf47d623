"""What several tests need."""

import pytest

from klartext.cli import main


@pytest.fixture
def klartext(capfd):
    """Return a function that runs a command and gives its exit status, output and error output."""

    def run(*arguments):
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return int(leaving.value.code or 0), out, err

    return run
