from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from page_driver import SAMPLE, Page, Server
from selenium.webdriver.common.keys import Keys

NETWORK = {"http", "https", "ws", "wss", "ftp"}
HERE = {"127.0.0.1", "localhost", "::1"}


def test_a_letter_goes_from_pasting_to_the_released_text_and_its_protocol(page: Page):
    page.check(SAMPLE, "Erika Muster")
    first = page.open_suggestions()[0]

    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    second, third, *_ = page.open_suggestions()
    page.type(f"{page.field(second)} .kt-grund :is(input, textarea)", "Der Begriff ist hier üblich.")
    page.click(f"{page.field(second)} .kt-ablehnen")
    page.state(second, "rejected")
    assert "Grund: Der Begriff ist hier üblich." in page.text(f"#karte-{second}")
    page.click(f"{page.field(third)} .kt-bearbeiten")
    page.type(f".kt-eigen-{third} textarea", "EIGENE WORTE mit 99,00 Euro")
    page.click(f"{page.field(third)} button.primary")
    page.message("99 Euro")
    assert third in page.open_suggestions()
    page.click(f"{page.field(third)} .kt-trotzdem")
    page.state(third, "edited")
    page.wait(lambda: "EIGENE WORTE" in page.text("#kt-vorschau"), "own words in the preview")

    page.click("#kt-rueckgaengig")
    page.state(third, "open")
    page.wait(lambda: "EIGENE WORTE" not in page.text("#kt-vorschau"), "preview without the words taken back")
    page.click("#kt-wiederholen")
    page.state(third, "edited")

    page.click("#kt-freigeben")
    links = page.wait(lambda: page.all("#kt-dateien .kt-laden"), "links")
    names = [link.get_attribute("download") for link in links]
    for name in names:
        page.click(f".kt-laden[download='{name}']")
        page.downloaded(name)
    assert {Path(n).suffix for n in names} == {".docx", ".txt", ".json", ".csv", ".html"}
    texts = [n for n in names if not n.endswith(".docx")]
    files = {Path(n).suffix: (page.downloads / n).read_bytes().decode("utf-8-sig") for n in texts}
    assert "EIGENE WORTE" in files[".txt"] and files[".txt"] != SAMPLE
    assert "615,00 Euro" in files[".txt"] and "50.4-WG-3318/24" in files[".txt"]
    json.loads(files[".json"])
    for protocol in (files[".json"], files[".csv"], files[".html"]):
        assert "Erika Muster" in protocol and "Der Begriff ist hier üblich." in protocol


def test_nothing_is_decided_without_a_name(page: Page):
    page.check(SAMPLE)
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.message("Es fehlt noch Ihr Name")
    assert page.open_suggestions()[0] == first


def test_what_a_person_types_survives_every_other_step(page: Page):
    page.check(SAMPLE, "Erika Muster")
    first, *_, second, third = page.open_suggestions()
    page.type(f"{page.field(second)} .kt-grund :is(input, textarea)", "Mein Grund.")
    page.click(f"{page.field(third)} .kt-bearbeiten")
    page.type(f".kt-eigen-{third} textarea", "Mein Entwurf.")
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.click("#kt-filter label:nth-of-type(2)")
    page.wait(lambda: not page.all(f"#karte-{first}"), "list without decided suggestions")
    assert page.see(f".kt-eigen-{third} textarea").get_attribute("value") == "Mein Entwurf."
    page.click(f"{page.field(second)} .kt-ablehnen")
    page.click("#kt-filter label:nth-of-type(1)")
    page.state(second, "rejected")
    assert "Grund: Mein Grund." in page.text(f"#karte-{second}")


def test_figures_findings_and_protected_places_are_shown(page: Page):
    page.check(SAMPLE)
    assert re.search(r"Klartext-Index\n\d", page.text(".kt-werte"))
    page.click(".kt-genauer summary")
    assert "Flesch-Amstad" in page.text(".kt-werte") and "geschätztes Sprachniveau" in page.text(".kt-werte")
    assert page.text("#kt-vorschau").startswith("Vorschau – noch nicht freigegeben")
    assert not page.all(".kt-schutz")
    page.click("#kt-zeigen label:nth-of-type(2)")
    page.wait(lambda: any("615,00" in e.text for e in page.all(".kt-schutz")), "protected amount")
    assert "".join(page.script("return document.querySelector('#kt-markiert').innerText").split()) != ""


def test_nothing_sticks_out_at_the_side(page: Page):
    page.check(SAMPLE, "Erika Muster")
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    for width in (1400, 1100, 700):
        page.driver.set_window_size(width, 900)
        assert page.script("const page = document.documentElement; return page.scrollWidth <= page.clientWidth"), width


def test_hover_and_focus_show_the_message_and_escape_hides_it(page: Page):
    page.check(SAMPLE)
    badge = page.see("#kt-markiert .kt-nr")
    page.script("arguments[0].focus()", badge)
    page.wait(lambda: page.text("#kt-tip") == badge.get_attribute("data-tip"), "message at the place")
    badge.send_keys(Keys.ESCAPE)
    page.wait(lambda: page.text("#kt-tip") == "", "message gone")


def test_the_list_works_with_the_keyboard(page: Page):
    page.check(SAMPLE, "Erika Muster")
    first, second, *_ = page.open_suggestions()
    card = page.see(f"#karte-{first}")
    page.script("arguments[0].focus()", card)
    card.send_keys("l")
    page.state(first, "rejected")
    page.wait(lambda: page.script("return document.activeElement.id") == f"karte-{second}", "focus on the next entry")
    page.see(f"#karte-{second}").send_keys("a")
    page.state(second, "accepted")
    outline = page.script(
        "const b = document.querySelector('#kt-rueckgaengig'); b.focus({focusVisible: true});"
        " return getComputedStyle(b).outlineStyle + getComputedStyle(b).outlineWidth"
    )
    assert outline == "solid3px"


def test_markup_in_a_letter_is_text(page: Page):
    markup = '<script>window.broken=1</script> <img src=x onerror="window.broken=1"> ${1+1} {{x}}'
    page.check(f"Sehr geehrte Frau {markup},\n\nder Antrag wird geprüft.")
    assert page.script("return window.broken === undefined")
    assert "${1+1} {{x}}" in page.text("#kt-markiert") and "<script>" in page.text("#kt-markiert")


def test_an_empty_letter_gives_a_message(page: Page):
    page.type("#kt-brief textarea", "")
    page.click("#kt-pruefen")
    page.message("KT-")
    assert "Traceback" not in page.script("return document.body.innerText")


def test_a_broken_upload_gives_a_message_and_keeps_the_text(page: Page, tmp_path: Path):
    broken = tmp_path / "kaputt.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    page.type("#kt-brief textarea", "Mein Text bleibt.")
    page.upload(broken)
    page.message("kaputt.docx")
    assert page.see("#kt-brief textarea").get_attribute("value") == "Mein Text bleibt."


def test_an_upload_is_read_and_its_file_deleted(page: Page, server: Server, tmp_path: Path):
    letter = tmp_path / "bescheid.txt"
    letter.write_text("Der Antrag ist abzulehnen.\n", encoding="utf-8")
    page.upload(letter)
    page.message("„bescheid.txt“ ist eingelesen")
    assert "Der Antrag ist abzulehnen." in page.see("#kt-brief textarea").get_attribute("value")
    files = [f for f in server.temporary.rglob("*") if f.is_file()]  # the program's own dictionary may be among them
    assert not [f for f in files if f.name == letter.name or b"abzulehnen." in f.read_bytes()]


def test_no_request_leaves_the_machine(page: Page, server: Server):
    page.check(SAMPLE, "Erika Muster")
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.click("#kt-freigeben")
    page.see("#kt-dateien .kt-laden")
    requested = page.requested()
    assert len(requested) > 10
    assert {u for u in requested if urlsplit(u).scheme in NETWORK and urlsplit(u).hostname not in HERE} == set()
    assert server.talked_to() and server.talked_to() <= HERE
    assert page.complaints() == []


FOREIGN = (
    "fetch('https://example.org/')",
    "new Image().src = 'https://example.org/x.png'",
    "document.head.append(Object.assign(document.createElement('script'), {src: 'https://example.org/x.js'}))",
    "document.head.append(Object.assign(document.createElement('link'),"
    " {rel: 'stylesheet', href: 'https://fonts.googleapis.com/css'}))",
    "new WebSocket('wss://example.org/')",
)


def test_the_browser_refuses_any_request_to_somebody_else(page: Page):
    page.script("window.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.blockedURI))")
    for count, code in enumerate(FOREIGN, 1):
        page.script(f"try {{ Promise.resolve({code}).catch(() => 0) }} catch (e) {{}}")
        page.wait(lambda count=count: len(page.script("return refused")) >= count, f"refusal of {code}")


def test_the_served_page_names_no_foreign_address_to_load(server: Server):
    answer = httpx.get(server.url)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    loaded = re.findall(r"""(?:src|href|content)=["']?(https?:[^"'\s>]+)|url\(["']?(https?:[^)"']+)""", answer.text)
    assert loaded == []
    assert re.search(r'<html\s+lang="de"', answer.text)


def test_another_host_name_is_refused(server: Server):
    assert httpx.get(server.url, headers={"host": "example.org"}).status_code == 400


def test_the_page_is_german_and_every_control_has_a_name(page: Page):
    page.check(SAMPLE)
    page.see(".kt-annehmen")
    assert page.script("return document.documentElement.lang") == "de"
    nameless = page.script(
        "const named = (e) => e.innerText?.trim() || e.ariaLabel || e.labels?.length || e.title;"
        " const controls = [...document.querySelectorAll('button, a[href], input, textarea, summary')];"
        " return controls.filter((e) => e.checkVisibility() && !named(e)).map((e) => e.outerHTML)"
    )
    assert nameless == []
