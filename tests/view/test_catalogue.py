import base64
import hashlib
import html
import re
from html.parser import HTMLParser

import pytest

from klartext.ruleset import load_rules
from klartext.view.catalogue import catalogue_page

RULES = load_rules()


@pytest.fixture(scope="module")
def page():
    return catalogue_page(RULES)


def test_every_rule_stands_on_the_page_once(page):
    ids = re.findall(r'id="regel-([^"]+)"', page)
    assert sorted(ids) == sorted(rule.id for rule in RULES.rules)


def test_every_rule_names_its_sources_and_shows_its_examples(page):
    told = html.unescape(re.sub("<[^>]+>", "", page))
    for rule in RULES.rules:
        assert all(str(source) in told for source in rule.sources), rule.id
        assert all(example.text in told for example in rule.examples), rule.id


def test_the_only_script_is_the_one_the_policy_names(page):
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"script-src 'sha256-{digest}'" in html.unescape(page)


def test_nothing_is_loaded(page):
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import", page)


def test_links_lead_somewhere(page):
    class Reader(HTMLParser):
        ids, links = set(), set()

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            self.ids.add(given.get("id"))
            if (link := given.get("href", "")).startswith("#"):
                self.links.add(link[1:])

    reader = Reader()
    reader.feed(page)
    assert reader.links
    assert reader.links <= reader.ids
