"""Long sentences: two sentences where two statements meet, or nothing."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions import langer_satz

A = "Wir haben Ihren Antrag auf Wohngeld vom 3. Mai 2025 zusammen mit allen Nachweisen sorgfältig geprüft"
B = "Die Gemeinde saniert in den Sommerferien die alte Brücke am Bach und die beiden Gehwege daneben"

TABLE = [
    (
        f"{A}, und wir bitten Sie noch um eine Kopie Ihres Mietvertrags.",
        f"{A}. Wir bitten Sie noch um eine Kopie Ihres Mietvertrags.",
    ),
    (
        f"{A} und wir bitten Sie noch um eine Kopie Ihres Mietvertrags.",
        f"{A}. Wir bitten Sie noch um eine Kopie Ihres Mietvertrags.",
    ),
    (
        f"{A}, aber uns fehlt noch eine Kopie Ihres Mietvertrags.",
        f"{A}. Aber uns fehlt noch eine Kopie Ihres Mietvertrags.",
    ),
    (
        f"{A}; der Bescheid geht Ihnen in den nächsten Tagen zu.",
        f"{A}. Der Bescheid geht Ihnen in den nächsten Tagen zu.",
    ),
    (f"{A}; bitte senden Sie uns noch Ihren Mietvertrag.", f"{A}. Bitte senden Sie uns noch Ihren Mietvertrag."),
    (f"{B}, weshalb der Schulbus an der Kirche abfährt.", f"{B}. Deshalb fährt der Schulbus an der Kirche ab."),
    (f"{B}, weswegen wir die Straße sperren müssen.", f"{B}. Deshalb müssen wir die Straße sperren."),
    (f"{B}, wobei der Weg zur Schule frei bleibt.", f"{B}. Dabei bleibt der Weg zur Schule frei."),
    (f"{B}, sodass der Bus eine Umleitung fahren muss.", f"{B}. Deshalb muss der Bus eine Umleitung fahren."),
    (f"{B}, wofür wir Sie um Verständnis bitten.", f"{B}. Dafür bitten wir Sie um Verständnis."),
    (f"{B}, weil die Brücke große Schäden hat.", f"{B}. Denn die Brücke hat große Schäden."),
    (
        f"{B}, wobei ein Mitarbeiter feststellte, dass die Brücke Schäden hat.",
        f"{B}. Dabei stellte ein Mitarbeiter fest, dass die Brücke Schäden hat.",
    ),
    (
        "Da Sie die Beiträge für Januar trotz unserer Mahnung vom 14. März 2025 nicht gezahlt haben, "
        "ruht Ihr Anspruch auf Leistungen ab dem 1. April 2025.",
        "Sie haben die Beiträge für Januar trotz unserer Mahnung vom 14. März 2025 nicht gezahlt. "
        "Deshalb ruht Ihr Anspruch auf Leistungen ab dem 1. April 2025.",
    ),
    (
        "Da die Agentur für Arbeit hiervon erst am 17. Februar 2025 Kenntnis erlangte, wurden die Leistungen für "
        "Dezember 2024 bis Februar 2025 weiterhin auf Ihr Konto überwiesen.",
        None,
    ),
    (
        "Da uns Ihre Nachweise vom 14. März 2025 trotz mehrfacher Erinnerung nicht vorliegen, lehnen wir "
        "Ihren Antrag auf Wohngeld für das Jahr 2025 ab.",
        None,
    ),
    (
        "Wir haben heute zusammen mit Ihrem Vermieter und zwei Nachbarn Ihren Antrag auf Wohngeld "
        "geprüft, der am 3. Mai 2025 bei uns eingegangen ist.",
        "Wir haben heute zusammen mit Ihrem Vermieter und zwei Nachbarn Ihren Antrag auf Wohngeld "
        "geprüft. Dieser Antrag ist am 3. Mai 2025 bei uns eingegangen.",
    ),
    (
        "Wir haben heute zusammen mit Ihrem Vermieter und zwei Nachbarn Ihren Antrag auf Wohngeld "
        "geprüft, den Sie am 3. Mai 2025 bei uns gestellt haben.",
        "Wir haben heute zusammen mit Ihrem Vermieter und zwei Nachbarn Ihren Antrag auf Wohngeld "
        "geprüft. Diesen Antrag haben Sie am 3. Mai 2025 bei uns gestellt.",
    ),
    (
        f"{B}, andernfalls darf dort bald kein Auto mehr fahren.",
        f"{B}. Andernfalls darf dort bald kein Auto mehr fahren.",
    ),
    # near misses
    ("Wir haben Ihren Antrag geprüft, und wir bitten um eine Kopie.", None),
    (
        "Wenn Sie umziehen, prüfen wir das neu; wir haben Ihren Antrag auf Wohngeld vom 3. Mai 2025 "
        "zusammen mit allen Nachweisen sorgfältig geprüft und mehr nicht.",
        None,
    ),
    (f"{A}, und wir bitten Sie um eine Kopie, wenn Sie umgezogen sind.", None),
    (f"{A} und Ihnen am gleichen Tag einen Bescheid geschickt.", None),
    (
        "Ab dem 1. Juni 2025 zahlen wir Ihnen monatlich 300 Euro Wohngeld auf Ihr Konto bei der "
        "Sparkasse in Köln und Sie erhalten dazu jeweils einen Kontoauszug.",
        None,
    ),
    (
        "Wir dürfen alle Unterlagen zu Ihrem Antrag auf Wohngeld nicht an Ihren Vermieter schicken, weil "
        "er Sie im Mai danach gefragt hat.",
        None,
    ),
    (
        "Bitte senden Sie uns alle Unterlagen zu Ihrem Antrag auf Wohngeld, die Sie im letzten Jahr von "
        "Ihrem Vermieter bekommen haben.",
        None,
    ),
    (
        "Die Unterlagen, die Sie uns am 3. Mai 2025 zu Ihrem Antrag auf Wohngeld geschickt haben, sind "
        "bei uns vollständig angekommen.",
        None,
    ),
    (
        "Entweder schicken Sie uns bis zum 3. Mai 2025 alle Nachweise zu Ihrem Antrag, oder wir "
        "entscheiden nach der Lage der Akten.",
        None,
    ),
    (f"{A}, weshalb wir den Bescheid aufheben und Sie die Leistung erhalten.", None),
    # a phrase behind a deed may say how long it lasts
    (
        f"{B}, weil eine Verlängerung der Sperre bis zum Abschluss der Messe den Händlern nicht zugemutet werden kann.",
        None,
    ),
    (
        f"{B}, weil die Sperre bis zum Abschluss der Messe den Händlern nicht zugemutet werden kann.",
        f"{B}. Denn die Sperre kann bis zum Abschluss der Messe den Händlern nicht zugemutet werden.",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(langer_satz.rewrites, text) == expected
