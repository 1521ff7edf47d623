from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_driver import Page, Server, browser, chromium

sys.path.append(str(Path(__file__).parents[1]))  # samples that all tests share


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the real page with the real pipeline, once for all tests."""
    if chromium() is None:
        pytest.skip("Chromium oder chromedriver fehlt (Debian: apt-get install chromium chromium-driver)")
    temporary, log = tmp_path_factory.mktemp("temporary"), tmp_path_factory.mktemp("log") / "hosts.txt"
    command = [sys.executable, str(Path(__file__).with_name("serve_watched.py")), str(log)]
    folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "LOCALAPPDATA"), str(temporary))
    environment = {**os.environ, **folders, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            said = next((line for line in process.stdout if "http" in line), "")
            address = re.search(r"http://\S+", said)
            assert address is not None, "the page did not start"
            yield Server(address[0], temporary, log)
        finally:
            process.terminate()


@pytest.fixture
def page(server: Server, tmp_path: Path) -> Iterator[Page]:
    """The page, freshly opened in an empty browser."""
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with browser(tmp_path / "profile", downloads) as driver:
        yield Page(driver, downloads, server.url).open()
