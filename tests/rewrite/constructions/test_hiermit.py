"""*Hiermit* goes beside who speaks; in a passive it alone says that the deed is done."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.hiermit import rewrites

TABLE = [
    ("Wir bestätigen hiermit Ihre Anmeldung.", "Wir bestätigen Ihre Anmeldung."),
    ("Wir laden Sie hiermit zur Begehung ein.", "Wir laden Sie zur Begehung ein."),
    ("Ich ermächtige Sie hiermit, die Akte einzusehen.", "Ich ermächtige Sie, die Akte einzusehen."),
    ("Ihnen wird hiermit Gelegenheit gegeben, die Akte einzusehen.", None),
    ("Der Empfang der Waffe wird hiermit bestätigt.", None),
    ("Die Sperrung wird hiermit schriftlich bestätigt.", None),
    ("Es wird hiermit auf die Frist hingewiesen.", None),
    ("Ihnen wird hiermit die Nutzung untersagt.", None),
    ("Sie werden hiermit in Verzug gesetzt.", None),
    ("Der Pachtvertrag wird hiermit gekündigt.", None),
    ("Die Bestellung zum Prüfer ist hiermit widerrufen.", None),
    ("Hiermit laden wir Sie ein.", None),
    ("Wir bestätigen hiermit, dass Sie gemeldet sind.", "Wir bestätigen, dass Sie gemeldet sind."),
    ("Wir haben hiermit nichts zu tun.", None),
    ("Der Verein ist seiner Pflicht hiermit nachgekommen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_hiermit(text, expected):
    assert first(rewrites, text) == expected
