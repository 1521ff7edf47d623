import pytest

from klartext.grammar.determiners import article, determiner
from klartext.grammar.features import CASES

COLUMNS = [("Sing", "Masc"), ("Sing", "Fem"), ("Sing", "Neut"), ("Plur", "Fem")]
# Nom, Gen, Dat, Acc of masculine, feminine, neuter, plural
PARADIGMS = {
    "der": "der des dem den die der der die das des dem das die der den die",
    "ein": "ein eines einem einen eine einer einer eine ein eines einem ein - - - -",
    "kein": "kein keines keinem keinen keine keiner keiner keine kein keines keinem kein keine keiner keinen keine",
    "mein": "mein meines meinem meinen meine meiner meiner meine mein meines meinem mein meine meiner meinen meine",
    "Ihr": "ihr ihres ihrem ihren ihre ihrer ihrer ihre ihr ihres ihrem ihr ihre ihrer ihren ihre",
    "unser": "unser unseres unserem unseren unsere unserer unserer unsere unser unseres unserem unser"
    " unsere unserer unseren unsere",
    "dieser": "dieser dieses diesem diesen diese dieser dieser diese dieses dieses diesem dieses"
    " diese dieser diesen diese",
    "jener": "jener jenes jenem jenen jene jener jener jene jenes jenes jenem jenes jene jener jenen jene",
    "jede": "jeder jedes jedem jeden jede jeder jeder jede jedes jedes jedem jedes - - - -",
    "alle": "aller alles allem allen alle aller aller alle alles alles allem alles alle aller allen alle",
    "sämtliche": "sämtlicher sämtliches sämtlichem sämtlichen sämtliche sämtlicher sämtlicher sämtliche sämtliches"
    " sämtliches sämtlichem sämtliches sämtliche sämtlicher sämtlichen sämtliche",
    "derselbe": "derselbe desselben demselben denselben dieselbe derselben derselben dieselbe dasselbe desselben"
    " demselben dasselbe dieselben derselben denselben dieselben",
    "diejenigen": "derjenige desjenigen demjenigen denjenigen diejenige derjenigen derjenigen diejenige dasjenige"
    " desjenigen demjenigen dasjenige diejenigen derjenigen denjenigen diejenigen",
    "dessen": "dessen " * 16,
}


@pytest.mark.parametrize("form", PARADIGMS)
def test_paradigm(form):
    word = determiner(form)
    assert [word.form(case, *column) or "-" for column in COLUMNS for case in CASES] == PARADIGMS[form].split()


@pytest.mark.parametrize("form", PARADIGMS)
def test_every_form_leads_back_to_the_same_word(form):
    word = determiner(form)
    assert all(determiner(other).forms == word.forms for other in word.forms.values())


@pytest.mark.parametrize(
    ("form", "first"),
    [("der", "weak"), ("dieser", "weak"), ("ein", "mixed"), ("Ihrem", "mixed"), ("alle", "weak"), ("deren", "strong")],
)
def test_declension_of_the_adjective_behind(form, first):
    assert determiner(form).declensions[0] == first


@pytest.mark.parametrize("form", ["gute", "mangels", "einig", "zwei", "einreichen"])
def test_other_words_are_no_determiners(form):
    assert determiner(form) is None


def test_articles():
    assert article().form("Dat", "Sing", "Fem") == "der"
    assert article(definite=False).form("Acc", "Sing", "Masc") == "einen"
