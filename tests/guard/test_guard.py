"""The guard holds back what changes a statement and lets pass what does not."""

import re
from collections import Counter
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import OPERATORS

from klartext.guard import check, judge, letter_faults
from klartext.guard.change import Change
from klartext.guard.checks import NAMES, run
from klartext.records import HeldBack, Proposal, Protected, Step, Suggestion
from klartext.spans import Span

ROOT = Path(__file__).resolve().parents[2]


SENTENCES = (
    "Herr Weiß zahlt 300,00 Euro Miete und 80,00 Euro für die Heizung.",
    "Frau Müller vertritt Herrn Özdemir, und Herr Großmann vertritt Frau Nguyen.",
    "Der Betrag von «Betrag_neu» Euro ist für {{Vor_Name}} {{Nach_Name}} bestimmt.",
    "Wir haben Ihren Widerspruch vom 12. März 2025 gegen den Bescheid vom 3. Februar 2025 erhalten.",
    "Wir haben Ihren Brief vom 12.03.2025 am 15.03.2025 gelesen.",
    "Reichen Sie die Belege bis zum 30. Juni 2025 ein.",
    "Zahlen Sie den Beitrag bitte bis zum 15. jedes Monats.",
    "Sie können innerhalb eines Monats nach Bekanntgabe widersprechen, wenn die Frist von zwei Wochen vorbei ist.",
    "Die Frist endet binnen einer Woche, in zwei Wochen ist der Termin.",
    "Nach § 45 Abs. 2 Satz 3 SGB X dürfen wir den Bescheid nicht zurücknehmen (vgl. § 48 Abs. 1 SGB X).",
    "Das gilt nicht, wenn Sie ohne wichtigen Grund keine Auskunft geben.",
    "Ihr Antrag ist unvollständig und darum unzulässig.",
    "Bei Nichtvorlage der Belege müssen wir den Antrag ablehnen.",
    "Sie müssen uns jede Änderung unverzüglich mitteilen.",
    "Sie können nur mit Termin kommen, soweit alle Unterlagen vorliegen.",
    "Die Behörde soll in der Regel anhören, sie darf aber grundsätzlich auch sofort entscheiden.",
    "Wir zahlen höchstens 80 Prozent, mindestens aber 50 Euro.",
    "Wir zahlen den Zuschuss ganz oder teilweise, sofern beide Eltern zustimmen.",
    "Wir könnten alle Anträge prüfen, falls die Mittel reichen.",
    "Bekommen Sie die „Hilfe zur Pflege“ (Stufe 2) schon?",
    "Bringen Sie 2 Zeugen und zwei Bürgen mit.",
    "Die Akte liegt bei uns, und wir prüfen sie lediglich auf Fehler.",
)


def failed(before, after, protected=()):
    return {c.name for c in judge(before, 0, Span(0, len(before)), before, after, protected) if not c.passed}


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_corruption_is_held_back(operator):
    spoilt = [(text, new) for text in SENTENCES for new in operator.spoil(text)]
    assert spoilt, "no sentence shows this corruption"
    assert [new for text, new in spoilt if not failed(text, new)] == []
    assert any(operator.check in failed(text, new) for text, new in spoilt)


def test_every_check_has_a_corruption_of_its_own():
    covered = {o.check for o in OPERATORS}
    alone = set()
    for operator in OPERATORS:
        for text in SENTENCES:
            for new in operator.spoil(text):
                if len(names := failed(text, new)) == 1:
                    alone |= names
    names = set(NAMES) - {"geschuetzt"}
    assert covered == names
    assert names - alone == set(), "these checks could be deleted unnoticed"


HARMLESS = (
    ("Sofern Sie Fragen haben, rufen Sie uns an.", "Wenn Sie Fragen haben, rufen Sie uns an."),
    ("Falls Sie umziehen, melden Sie das.", "Wenn Sie umziehen, melden Sie das."),
    ("Sollten Sie Fragen haben, rufen Sie an.", "Wenn Sie Fragen haben, rufen Sie an."),
    ("Kommen Sie nicht, entscheiden wir.", "Wenn Sie nicht kommen, entscheiden wir."),
    ("Seitens der Behörde bestehen keine Bedenken.", "Die Behörde hat keine Bedenken."),
    ("Die Belege sind unverzüglich vorzulegen.", "Sie müssen die Belege unverzüglich vorlegen."),
    ("Sie sind verpflichtet, die Belege vorzulegen.", "Sie müssen die Belege vorlegen."),
    ("Sie haben die Belege aufzubewahren.", "Sie müssen die Belege aufbewahren."),
    ("Es wird um Rücksendung gebeten.", "Bitte senden Sie den Bogen zurück."),
    ("Bei Nichtzahlung mahnen wir.", "Wenn Sie nicht zahlen, mahnen wir."),
    ("Ihr Antrag ist nicht vollständig.", "Ihr Antrag ist unvollständig."),
    ("Die Kosten sind nicht unerheblich.", "Die Kosten sind erheblich."),
    ("Sie zahlen lediglich 1.250,00 EUR.", "Sie zahlen nur 1250 Euro."),
    ("Der Termin ist am 03.05.2025.", "Der Termin ist am 3. Mai 2025."),
    ("Die Frist von 2 Wochen läuft.", "Die Frist von zwei Wochen läuft."),
    ("Zahlen Sie bis spätestens 3. Mai 2025.", "Zahlen Sie bis 3. Mai 2025."),
    ("Zahlen Sie binnen eines Monats.", "Zahlen Sie innerhalb eines Monats."),
    ("Gemäß § 60 Abs. 1 SGB I müssen Sie das melden.", "Sie müssen das melden (§ 60 Absatz 1 SGB I)."),
    ("Wir zahlen nicht mehr als 50 Euro.", "Wir zahlen höchstens 50 Euro."),
    ("Wir zahlen maximal ca. 80 v. H.", "Wir zahlen höchstens etwa 80 Prozent."),
    ("Es gelten §§ 708 Nr. 11, 711 ZPO.", "Es gelten § 708 Nummer 11 und § 711 ZPO."),
    ("Es gilt § 3 Abs. 1 StVG i. V. m. §§ 46 Abs. 1, 11 Abs. 8 FeV.",
     "Es gilt § 3 Absatz 1 StVG in Verbindung mit § 46 Absatz 1 und § 11 Absatz 8 FeV."),
    ("Wir gestatten uns den Hinweis, dass die Frist endet.", "Wir weisen darauf hin, dass die Frist endet."),
    ("Beginnend mit dem 1. Juli 2025 zahlen wir.", "Ab dem 1. Juli 2025 zahlen wir."),
    ("Die KdU zahlen wir.", "Die Kosten der Unterkunft zahlen wir."),
    ("Die Rechnung vom 3. April 2025 ist bis zum 12. Mai 2025 zu bezahlen.",
     "Sie müssen bis zum 12. Mai 2025 die Rechnung vom 3. April 2025 bezahlen."),
    ("Nach Prüfung Ihrer Unterlagen melden wir uns.", "Wenn wir Ihre Unterlagen geprüft haben, melden wir uns."),
    ("Es steht Ihnen frei, sich zu äußern.", "Sie können sich äußern."),
    ("Das ist bereits schon erledigt.", "Das ist schon erledigt."),
    ("Der Bescheid wurde von Frau Müller geprüft.", "Frau Müller hat den Bescheid geprüft."),
    ("Sämtliche Unterlagen sind da.", "Alle Unterlagen sind da."),
    ("Am 4. Mai d. J. kommen wir.", "Am 4. Mai dieses Jahres kommen wir."),
    ("Es fehlen v. a. Angaben i. S. v. § 2 BauO.", "Es fehlen vor allem Angaben im Sinne von § 2 BauO."),
    ("Die Zinsen betragen sechs Prozent p. a.", "Die Zinsen betragen sechs Prozent im Jahr."),
    ("Senden Sie uns den Plan in zweifacher Ausfertigung.", "Senden Sie uns den Plan in zwei Exemplaren."),
    ("Wir haben am heutigen Tag gezahlt.", "Wir haben heute gezahlt."),
    ("Wir melden uns schnellstmöglich.", "Wir melden uns so schnell wie möglich."),
    ("☐ Die Frist bis zum XX.XX.XXXX wird nicht verlängert.", "☐ Wir verlängern die Frist bis zum XX.XX.XXXX nicht."),
    ("Dem/Der Mieter/in wird Zeit gegeben.", "Wir geben dem/der Mieter/in Zeit."),
    ("Die/Der Betroffene wird gehört.", "Wir hören die/den Betroffenen."),
    ("Sind Sie zur Zahlung außerstande, haben Sie die Möglichkeit, beim Amt einen Antrag zu stellen.",
     "Sind Sie zur Zahlung außerstande, können Sie beim Amt einen Antrag stellen."),
    ("Haben Sie schon gezahlt, wollen Sie dieses Schreiben bitte als erledigt ansehen.",
     "Haben Sie schon gezahlt, sehen Sie dieses Schreiben bitte als erledigt an."),
    ("Ihnen wird aufgegeben, das Haus zu räumen, das nicht mehr sicher ist.",
     "Sie müssen das Haus räumen, das nicht mehr sicher ist."),
    ("Kommen Sie nötigenfalls vorbei.", "Kommen Sie, wenn nötig, vorbei."),
    ("Wir dürfen Sie bitten zu warten.", "Wir bitten Sie zu warten."),
    ("Der Eintritt kostet jeweils pro Kind zwei Euro.", "Der Eintritt kostet pro Kind zwei Euro."),
    ("Dabei sind Rasse, Wurfdatum sowie der Beginn der Haltung anzugeben.",
     "Dabei müssen Sie Rasse, Wurfdatum sowie den Beginn der Haltung angeben."),
    ("Der Halter hat den Hund, nachdem er ihn gekauft hat, anzumelden.",
     "Der Halter muss den Hund, nachdem er ihn gekauft hat, anmelden."),
    ("Bereitzuhalten sind die Berichte.", "Bereitgehalten werden müssen die Berichte."),
    ("Wir sind berechtigt, Ihren Arbeitgeber, das Amt und die Kasse um Auskunft zu ersuchen.",
     "Wir dürfen Ihren Arbeitgeber, das Amt und die Kasse um Auskunft ersuchen."),
    ("Exemplare der Sumpf-Schwertlilie sind zu bergen.", "Exemplare der Sumpf-Schwertlilie müssen geborgen werden."),
    ("Ihnen wird ein Zeugnis ausgestellt, aus dem die Note hervorgeht.",
     "Wir stellen Ihnen ein Zeugnis aus, aus dem die Note hervorgeht."),
    ("Wurde die Frist versäumt, kann sie verlängert werden.",
     "Wenn Sie die Frist versäumen, kann sie verlängert werden."),
    ("Die Buße beträgt bis zu maximal 500 Euro.", "Die Buße beträgt bis zu 500 Euro."),
    ("Es ist beabsichtigt, den Bescheid aufzuheben und die 3.674,40 Euro von Ihnen zurückzufordern.",
     "Wir beabsichtigen, den Bescheid aufzuheben und die 3.674,40 Euro von Ihnen zurückzufordern."),
    ("Es ist geplant, den Weg zu sperren und die Linde zu schneiden.",
     "Wir planen, den Weg zu sperren und die Linde zu schneiden."),
    ("Sofern die Zahlung nicht fristgerecht erfolgt, mahnen wir.", "Wenn Sie nicht fristgerecht zahlen, mahnen wir."),
    ("Die Miete wurde nicht in voller Höhe gezahlt.", "Sie haben die Miete nicht in voller Höhe gezahlt."),
)  # fmt: skip


@pytest.mark.parametrize(("before", "after"), HARMLESS, ids=lambda text: text[:30])
def test_harmless_change_passes(before, after):
    assert failed(before, after) == set()


HARMFUL = (
    ("Der Ahorn ist zu fällen.", "Bitte fällen Sie den Ahorn.", "modalitaet"),
    ("Sie sind verpflichtet, die Belege vorzulegen.", "Legen Sie die Belege vor.", "modalitaet"),
    ("Sie zeigen die Belege vor.", "Sie müssen die Belege vorzeigen.", "modalitaet"),
    ("Das Amt kann zahlen.", "Das Amt könnte zahlen.", "modalitaet"),
    ("Wir antworten Ihnen.", "Wir antworten Ihnen, wenn Sie schreiben.", "bedingungen"),
    ("Ggf. überzahlte Beträge fordern wir zurück.", "Überzahlte Beträge fordern wir zurück.", "bedingungen"),
    ("Die Zahlung ist nicht fristgerecht erfolgt.", "Sie haben fristgerecht nicht gezahlt.", "verneinung"),
    ("Die Miete wurde nicht in voller Höhe gezahlt.", "Sie haben sie in voller Höhe nicht gezahlt.",
     "verneinung"),
    ("Wir haben die Belege nicht vollständig.", "Die Belege haben wir vollständig nicht.", "verneinung"),
    ("Sie zahlen weder Miete noch Strom.", "Sie zahlen Miete, nicht Strom.", "verneinung"),
    ("Wir legen unzulässige Anträge weg.", "Wir legen Anträge weg.", "verneinung"),
    ("Ein Umzug ist nicht unwahrscheinlich.", "Ein Umzug ist wahrscheinlich.", "verneinung"),
    ("Wir zahlen innerhalb von zwei Wochen.", "Wir zahlen in zwei Wochen.", "fristen"),
    ("Wir zahlen bis zum 3. Mai 2025.", "Wir zahlen am 3. Mai 2025.", "fristen"),
    ("Melden Sie sich in Torbeck.", "Melden Sie sich in Torbek.", "eigennamen"),
    ("Melden Sie sich bei uns.", "Melden Sie sich bei Frau Kolbe.", "eigennamen"),
    ("Das steht im BAföG.", "Das steht im Gesetz.", "eigennamen"),
    ("Sie sind verpflichtet, keine Auskünfte zu erteilen.", "Sie müssen keine Auskünfte erteilen.", "modalitaet"),
    ("Wenn Sie den Antrag zurücknehmen wollen, bitte ich um Mitteilung.",
     "Wenn Sie den Antrag zurücknehmen, bitte ich um Mitteilung.", "modalitaet"),
    ("Ihnen wird aufgegeben, das Haus nicht zu betreten.", "Sie müssen das Haus nicht betreten.", "modalitaet"),
    ("Jeder Antrag zählt.", "Einige Anträge zählen.", "mengen"),
    ("Wir prüfen das.", "Wir  prüfen das genau.", "leer"),
    ("Wir prüfen das.", "Wir prüfen prüfen das.", "leer"),
    ("Wir prüfen das.", "wir prüfen das genau.", "leer"),
    ("Wir prüfen das.", "Wir prüfen das", "satzart"),
    ("Wir prüfen das (heute).", "Wir prüfen das (heute.", "leer"),
    ("Wir prüfen das.", "Wir prüfen das.", "leer"),
    ("Er gilt ab ##.##.####.", "Er gilt seit ##.##.### #.", "platzhalter"),
    ("Er gilt ab TT.MM.JJJJ.", "Er gilt seit TT.MM.JJ.", "platzhalter"),
    ("Er zahlt X.XXX,XX EUR.", "Sie zahlen XXX,XX EUR.", "platzhalter"),
    ("Wir zahlen ☒ ganz ☐ teilweise.", "Wir zahlen ☐ ganz ☒ teilweise.", "platzhalter"),
    ("☒ Die Kosten werden gezahlt.", "Wir zahlen ☒ die Kosten.", "platzhalter"),
    ("O Die Kosten zahlen wir.", "O wir zahlen Die Kosten.", "leer"),
    ("Dem/Der Mieter/in geben wir Zeit.", "Wir geben dem/Der Mieter/in Zeit.", "leer"),
    ("Von Ihrer/Ihrem Bevollmächtigten kam nichts.", "Ihre/Ihrem Bevollmächtigte hat nichts gesagt.", "leer"),
    ("Ihm/Ihr geben wir Zeit.", "Wir geben ihm/Ihr Zeit.", "leer"),
    ("Von Ihrer/m Ärztin/Arzt kam nichts.", "Ihre/m Ärztin/Arzt hat nichts gesagt.", "leer"),
    ("Ihrer Tochter/Ihrem Sohn obliegt das.", "Ihre Tochter/Ihrem Sohn muss das tun.", "leer"),
    ("Die Miete von 300 Euro und der Strom von 80 Euro.", "Die Miete von 80 Euro und der Strom von 300 Euro.",
     "betraege"),
)  # fmt: skip


@pytest.mark.parametrize(("before", "after", "name"), HARMFUL, ids=lambda text: text[:30])
def test_harmful_change_is_held_back(before, after, name):
    assert name in failed(before, after)


@pytest.mark.parametrize(
    ("kind", "text", "before", "after", "passes"),
    [
        ("zitat", "„so ist es“", "Er sagte: „so ist es“.", "Er hat gesagt: „so ist es“.", True),
        ("zitat", "„so ist es“", "Er sagte: „so ist es“.", "Er sagte: „so war es“.", False),
        ("rechtsbegriff", "Widerspruch", "Der Widerspruch ist da.", "Der Eingang des Widerspruchs ist da.", True),
        ("rechtsbegriff", "Widerspruch", "Der Widerspruch liegt vor.", "Der Einspruch liegt vor.", False),
        ("name", "Musa Şahin", "Den Antrag stellt Musa Şahin.", "Den Antrag stellt Musa Sahin.", False),
        ("name", "Musa Şahin", "Der Antrag von Musa Şahin.", "Musa Şahins Antrag.", True),
        ("rechtsbehelf", "Sie dürfen klagen.", "Sie dürfen klagen.", "Sie dürfen Klage erheben.", False),
        ("aktenzeichen", "12-34/5 B", "Nennen Sie bitte 12-34/5 B immer.", "Nennen Sie bitte immer 12-34/5 B.", True),
    ],
)  # fmt: skip
def test_protected_place_survives(kind, text, before, after, passes):
    start = before.index(text)
    names = failed(before, after, (Protected(kind, Span(start, start + len(text)), text),))
    assert (names == set()) is passes


def proposal(**more):
    values = {
        "sentence": "s1", "findings": ("f1",), "span": Span(10, 17), "original": "Seitens", "replacement": "Vonseiten",
        "rule": "amtswort-seitens", "explanation": "", "alternatives": (),
    } | more  # fmt: skip
    return Proposal(**values)


def test_check_builds_a_suggestion_that_passed_every_check():
    done = check(proposal(), "Seitens des Amtes ist das klar.", 10, ())
    assert isinstance(done, Suggestion)
    assert done.id == ""
    assert [c.name for c in done.checks] == ["stelle", *NAMES]
    assert all(c.passed for c in done.checks)


def test_check_leaves_out_alternatives_that_fail_and_says_so():
    text = "Das kann seitens des Amtes dauern."
    tried = proposal(span=Span(4, 16), original="kann seitens", replacement="kann vonseiten",
                     alternatives=("muss vonseiten", "kann vonseiten", "kann auf Seiten"))  # fmt: skip
    done = check(tried, text, 0)
    assert isinstance(done, Suggestion)
    assert done.proposal.alternatives == ("kann auf Seiten",)
    assert done.checks[-1].name == "alternativen"
    assert "1" in done.checks[-1].detail


def with_fixed(new, by_grammar="wir prüfen den Antrag seitens des Amtes.", marker=""):
    old = f"{marker}der Antrag wird seitens des Amtes geprüft."
    steps = (Step("passiv", by_grammar, "", "wir"), Step("amtswort-seitens", new, "", fixed=True))
    made = proposal(span=Span(0, len(old)), original=old, replacement=marker + new, steps=steps)
    read = []

    def parse(text):
        read.append(text)
        return spacy.blank("de")(text)

    return check(made, old, 0, parse=parse), read


@pytest.mark.parametrize("marker", ["", "2. "])
def test_the_grammar_of_fixed_texts_is_not_read(marker):
    done, read = with_fixed("wir prüfen den Antrag vonseiten des Amtes.", marker=marker)
    assert read == ["der Antrag wird seitens des Amtes geprüft.", "wir prüfen den Antrag seitens des Amtes."]
    assert done.checks[-1].name == "grammatik"


def test_the_facts_of_fixed_texts_are_compared():
    done, read = with_fixed("wir prüfen den Antrag vonseiten des Amtes nicht.")
    assert isinstance(done, HeldBack)
    assert [c.name for c in done.checks if not c.passed] == ["verneinung"]
    assert read == []


@pytest.mark.parametrize("span", [Span(0, 7), Span(10, 16), Span(40, 47)])
def test_check_refuses_a_place_that_does_not_fit(span):
    held = check(proposal(span=span), "Seitens des Amtes ist das klar.", 10)
    assert isinstance(held, HeldBack)
    assert [c.name for c in held.checks] == ["stelle"]


def test_a_check_that_crashes_counts_as_failed(monkeypatch):
    def kaputt(change):
        raise RuntimeError("boom")

    monkeypatch.setattr("klartext.guard.checks.OF_PLACES", (kaputt,))
    outcome, *_ = run(Change.of("Das ist gut.", 0, Span(8, 11), "fein"))
    assert not outcome.passed
    assert "RuntimeError" in outcome.detail


def test_only_the_guard_builds_suggestions():
    built = Counter()
    for path in (ROOT / "src" / "klartext").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        built[path.relative_to(ROOT / "src" / "klartext").as_posix()] += len(
            re.findall(r"(?<![\w.\"'])(?<!class )Suggestion\(", text)
        )
        assert "import Suggestion as" not in text
    assert +built == Counter({"guard/__init__.py": 1})


def test_letter_faults_compare_whole_letters():
    before = "Zahlen Sie 50 Euro\nbis 3. Mai 2025.\nAz. 12-3"
    assert letter_faults(before, before.replace("\n", " ")) == ()
    (fault,) = letter_faults(before, before.replace("50", "60"))
    assert fault.startswith("Betrag fehlt")


def test_a_whole_letter_reads_citations_as_its_sentences_do():
    before = "Nach § 7 Abs. 1 und 2 dr Marktordnung wird Ihnen der Standplatz Nr. 18 zugewiesen."
    after = "Wir weisen Ihnen den Standplatz Nr. 18 zu (§ 7 Abs. 1 und 2 der Marktordnung)."
    assert letter_faults(before, after) == ()
    assert letter_faults(before, after.replace("Abs. 1 und 2", "Abs. 1"))
    assert letter_faults(before, after.replace("Marktordnung", "Bauordnung"))


def test_a_whole_letter_may_repeat_what_its_split_sentences_repeat():
    before = "Der Bescheid vom 3. Mai 2025, der nach § 7 der Satzung erging, bleibt. Zahlen Sie 50 Euro."
    after = (
        "Der Bescheid vom 3. Mai 2025 bleibt. Dieser Bescheid vom 3. Mai 2025 erging nach § 7 der Satzung. "
        "Zahlen Sie 50 Euro."
    )
    assert letter_faults(before, after) == ()
    assert letter_faults(before, after.replace("Dieser Bescheid vom 3. Mai", "Dieser Bescheid vom 4. Mai"))
    assert letter_faults(before, after.replace("Mai 2025 bleibt", "Juni 2025 bleibt"))
    assert letter_faults("Am 3. Mai 2025 kam der Brief.", "Am 3. Mai 2025 kam am 3. Mai 2025 der Brief.")


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(SENTENCES), st.text(max_size=40), st.data())
def test_guard_never_crashes_and_never_passes_a_lost_amount(text, new, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    checks = judge(text, 0, Span(start, end), text[start:end], new)
    assert not any("abgebrochen" in c.detail for c in checks)
    after = text[:start] + new + text[end:]
    if "Euro" in text and "Euro" not in after and "EUR" not in after and "€" not in after:
        assert not all(c.passed for c in checks)
