"""Deeds behind prepositions become clauses, or stay where nobody can tell who acts."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.nominalstil import NounStyle

TABLE = [
    # „wir“ would stand beside a duty of nobody
    ("Bei der Schätzung Ihres Arbeitseinkommens sind die Einnahmen um die Ausgaben zu mindern.", None),
    ("Bei der Schätzung Ihres Arbeitseinkommens müssen die Einnahmen um die Ausgaben gemindert werden.", None),
    # the same verb twice
    ("Nach Ablauf der Erlaubnis ist der ursprüngliche Zustand wiederherzustellen.", None),
    (
        "Nach Ablauf der Erlaubnis müssen Sie den ursprünglichen Zustand wiederherstellen.",
        "Wenn die Erlaubnis abgelaufen ist, müssen Sie den ursprünglichen Zustand wiederherstellen.",
    ),
    ("Er gab an, der Betrag sei bei Eingang der Rückforderung bereits ausgegeben worden.", None),
    ("Nach Eingang Ihrer Unterlagen hätten wir entschieden.", None),
    (
        "Nach Prüfung der Unterlagen möchten wir entscheiden.",
        "Wenn wir die Unterlagen geprüft haben, möchten wir entscheiden.",
    ),
    ("Vor Erlass des Bescheides werden Sie angehört.", None),  # half a sentence in the active sounds odd
    ("Die Abnahme muss vor Beginn der Arbeiten erfolgen.", None),
    ("Die Abnahme hat vor Beginn der Arbeiten zu erfolgen.", None),
    (
        "Die Abnahme wird vor Beginn der Arbeiten vorbereitet.",
        "Die Abnahme wird vorbereitet, bevor die Arbeiten beginnen.",
    ),
    ("Bei der Ausfüllung der Anträge sind wir Ihnen behilflich.", None),
    ("Nach sorgfältiger Prüfung müssen wir den Antrag ablehnen.", None),
    ("Nach Prüfung Ihrer Unterlagen melden wir uns.", "Wenn wir Ihre Unterlagen geprüft haben, melden wir uns."),
    (
        "Nach Eingang Ihrer Zahlung erhalten Sie den Ausweis.",
        "Wenn Ihre Zahlung eingegangen ist, erhalten Sie den Ausweis.",
    ),
    (
        "Nach Prüfung Ihrer Unterlagen haben wir festgestellt, dass noch Belege fehlen.",
        "Nachdem wir Ihre Unterlagen geprüft hatten, haben wir festgestellt, dass noch Belege fehlen.",
    ),
    ("Wir melden uns nach Prüfung Ihrer Unterlagen.", "Wir melden uns, wenn wir Ihre Unterlagen geprüft haben."),
    (
        "Zur Prüfung Ihres Antrags benötigen wir weitere Unterlagen.",
        "Um Ihren Antrag zu prüfen, benötigen wir weitere Unterlagen.",
    ),
    (
        "Zur Vermeidung von Mahngebühren sollten Sie bis zum 3. Mai zahlen.",
        "Um Mahngebühren zu vermeiden, sollten Sie bis zum 3. Mai zahlen.",
    ),
    ("Bei Nichtzahlung erheben wir Säumniszuschläge.", "Wenn Sie nicht zahlen, erheben wir Säumniszuschläge."),
    (
        "Bei Nichtvorlage der Unterlagen stellen wir die Leistung ein.",
        "Wenn Sie die Unterlagen nicht vorlegen, stellen wir die Leistung ein.",
    ),
    (
        "Bei nicht fristgerechter Zahlung erheben wir Mahngebühren.",
        "Wenn Sie nicht fristgerecht zahlen, erheben wir Mahngebühren.",
    ),
    (
        "Bei Vorlage des Ausweises erhalten Sie eine Ermäßigung.",
        "Wenn Sie den Ausweis vorlegen, erhalten Sie eine Ermäßigung.",
    ),
    ("Vor Erlass dieses Bescheids haben wir Sie angehört.", None),
    (
        "Vor Beantragung der Leistung lesen Sie bitte das Merkblatt.",
        "Bevor Sie die Leistung beantragen, lesen Sie bitte das Merkblatt.",
    ),
    ("Sie sind zur Vorlage der Unterlagen verpflichtet.", None),
    ("Nach der Besprechung gehen wir essen.", None),
    ("Bringen Sie die Rechnung zur Beratung mit.", None),
    ("Bei Regen fällt das Fest aus.", None),
    ("Nach Abschluss der Ermittlungen durch die Staatsanwaltschaft entscheiden wir über die Fahrerlaubnis.", None),
    ("Zur Zahlung der Gebühr wurde der Halter aufgefordert.", None),
    ("Bei Mitteilung des Arbeitgebers handeln wir.", None),
    ("Bei Durchsicht der Unterlagen haben wir den Fehler bemerkt.", None),
    ("Nach Abschluss des Verfahrens wird es vernichtet.", None),
    ("Nach Prüfung der Unterlagen ist eine Erstattung nicht möglich.", None),
    ("Bei Verstößen müssen Sie mit einem Bußgeld rechnen.", None),
    (
        "nach Prüfung Ihres Antrags haben wir Fehler festgestellt.",
        "nachdem wir Ihren Antrag geprüft hatten, haben wir Fehler festgestellt.",
    ),
    (
        "Sie müssen die Steuermarke bei Abmeldung des Hundes an die Gemeinde zurückgeben.",
        "Sie müssen die Steuermarke an die Gemeinde zurückgeben, wenn Sie den Hund abmelden.",
    ),
    ("Vor Abschluss dieser Überprüfung können wir nicht entscheiden.", None),
    (
        "Mit den Bauarbeiten darf vor Erteilung der Genehmigung nicht begonnen werden.",
        "Mit den Bauarbeiten darf nicht begonnen werden, bevor wir die Genehmigung erteilt haben.",
    ),
    ("Nach Abschluss der Bedarfsermittlung ergeht folgender Bescheid.", None),
    # what came out of a deed: it is done, and no condition
    ("Nach vorläufiger Prüfung fehlen noch folgende Unterlagen:", None),
    ("Nach Prüfung der Unterlagen verringert sich Ihr Anspruch.", None),
    ("Nach Prüfung Ihrer Unterlagen gehen wir davon aus, dass Sie Anspruch haben.", None),
    ("Nach Prüfung Ihrer Unterlagen erfüllen Sie die Voraussetzungen.", None),
    ("Nach Eingang Ihrer Unterlagen fehlen noch zwei Belege.", None),
    ("Nach Ablauf der Frist verfällt der Anspruch.", "Wenn die Frist abgelaufen ist, verfällt der Anspruch."),
    ("Nach Ablauf dieser Frist wird nach Aktenlage entschieden, sofern bis dahin keine Stellungnahme vorliegt.", None),
    ("Nach Prüfung Ihrer Unterlagen entscheiden wir, wenn alle Angaben vorliegen.", None),
    ("Bei der Bearbeitung Ihres Antrags ist festzustellen, dass Unterlagen fehlen.", None),
    (
        "Die Karte wäre nach Ablauf der Gültigkeit zurückzugeben.",
        "Die Karte wäre zurückzugeben, wenn die Gültigkeit abgelaufen ist.",
    ),
    ("Die Akte wird nach Ablauf eines Jahres zurückgesandt.", None),
    ("Die Akte wird nach Ablauf des Kalenderjahres zurückgesandt.", None),
    # neither an adverb that measures from the deed nor one of several verbs is parted from it
    ("Sie erhalten die Karte rechtzeitig vor Ablauf der Frist.", None),
    ("Sie müssen die Karte vor Ablauf der Frist zurückgeben und neu beantragen.", None),
    (
        "Sie müssen die Karte vor Ablauf der Frist zurückgeben.",
        "Sie müssen die Karte zurückgeben, bevor die Frist abläuft.",
    ),
    # a phrase that may belong to the object stays behind it
    (
        "Zur abschließenden Prüfung Ihres Antrags auf Übernahme der Fahrkosten benötigen wir einen Beleg.",
        "Um Ihren Antrag auf Übernahme der Fahrkosten abschließend zu prüfen, benötigen wir einen Beleg.",
    ),
    (
        "Nach eingehender Prüfung der Unterlagen kann Ihrem Antrag nur teilweise entsprochen werden.",
        "Nachdem wir die Unterlagen eingehend geprüft haben, kann Ihrem Antrag nur teilweise entsprochen werden.",
    ),
    # what did not happen by the end of a time did not happen in it
    ("Nach Ablauf der Probezeit ist kein Mangel aufgetreten.", None),
    (
        "Nach Ablauf der Probezeit ist ein Mangel aufgetreten.",
        "Nachdem die Probezeit abgelaufen war, ist ein Mangel aufgetreten.",
    ),
    # whether it is done yet, the sentence does not say
    ("Nach Prüfung der Abrechnung können wir Ihnen 80 Euro überweisen.", None),
]


@cache
def construction():
    return NounStyle(lexicon().roles, lexicon().actions).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_nominalstil(text, expected):
    assert first(construction(), text) == expected
