"""Legal citations and names of laws.

"i. V. m." between two citations stays outside, so that it may be written out.
"""

from __future__ import annotations

from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.protect.wording import CAPITAL, FULL_DATE, fact
from klartext.spans import Span

_NUMBER = r"\d{1,5}(?:\s?[a-z](?![\w.)]))?(?:\.\d{1,4}){0,3}"
_JOINT = r"(?:~(?:,|–|-|/)~| (?:und|u\.|oder|bis|sowie|bzw\.) )"
_SUBLABEL = (
    r"(?:Abs(?:[äa]tze?[ns]?|atzes|\.)|S(?:[äa]tze?[ns]?|atzes|\.)|Halbs(?:atz(?:es)?|\.)|Hs\.|HS"
    r"|Unterabs(?:atz(?:es)?|\.)|UAbs\."
    r"|N(?:rn?\.|ummern?)|Buchst(?:abe[ns]?|\.)|lit\.|Ziff(?:ern?|\.)|Alt(?:ernativen?|\.)|Var(?:ianten?|\.)"
    r"|Doppelbuchst(?:abe[ns]?|\.)"
    r"|Tir(?:et|\.)|Rn\.|Kap(?:itel|\.)|Abschn(?:itt|\.))"
)
_SUBVALUE = (
    r"(?:\d{1,4}(?:\.\d{1,4}){0,4}[a-z]?(?![\w])|(?:aa|bb|cc|dd|ee|ff|gg|hh|[a-z])(?!\w)\)?(?!\.\s?[a-zA-Z]\.)"
    r"|[IVX]{1,5}(?!\w))"
)
_ORDINAL_SUB = r"(?:\d\.|[eE]rste[rn]?|[zZ]weite[rn]?|[dD]ritte[rn]?) (?:Halbsatz|Hs\.|Alternative|Alt\.)"
_SUB = rf"(?:{_SUBLABEL}~{_SUBVALUE}(?:{_JOINT}{_SUBVALUE}){{0,8}}(?: ff?\.)?|{_ORDINAL_SUB})"
_SUBS = rf"(?:(?:~,~| (?:und|oder|sowie|bis) |~){_SUB}){{0,8}}"
_ROMAN_SUB = r"(?: [IVX]{1,4}(?![\w.])(?: \d{1,2}(?![\w.,]))?)?"
_FOLLOWING = r"(?:~ff?\.)?"

_PLACE_SHORT = (
    r"(?:\s{1,3}(?:NRW|NW|BW|BY|Bln|Berlin|Bbg|BB|HB|HH|HE|Hessen|MV|M-V|Nds|NI|RP|RLP|SH|SL|SN|ST|LSA|TH|Thür"
    r"|Saarland|Bayern))"
)
_SHORT_LAW = (
    rf"(?:SGB (?:[IVX]{{1,4}}|\d{{1,2}})(?!\w)|(?:\d{{1,2}}\.~)?{CAPITAL}[\w]{{0,14}}(?:-?{CAPITAL})(?:\w{{0,10}})"
    rf"(?:-{CAPITAL}\w{{0,8}}){{0,2}}"
    rf"{_PLACE_SHORT}?(?!\w))"
)
_ORDINALS = "Erst|Zweit|Dritt|Viert|Fünft|Sechst|Siebt|Siebent|Acht|Neunt|Zehnt|Elft|Zwölft|Dreizehnt|Vierzehnt"
_SOCIAL_CODE = (
    rf"(?:(?:{_ORDINALS})e[nsr]?|\d{{1,2}}\.) Buch(?:e?s)?(?: (?:des )?| \(\w{{1,4}}\) |~[–-]~)"
    rf"Sozialgesetzbuch(?:e?s)?(?:~[–-]~SGB [IVX]{{1,4}})?"
)
_KIND = (
    r"(?i:gesetz(?:buch(?:e?s)?|es|e[ns]?)?|verordnung(?:en)?|ordnung(?:en)?|satzung(?:en)?"
    r"|(?:staats)?vertrag(?:e?s)?|richtlinien?"
    r"|abkommens?|konvention|verfassung|erlass(?:es)?|beschluss(?:es)?|vorschriften?|bedingungen|tarif(?:e?s)?)"
)
_LONG_NAME = (
    rf"(?:{CAPITAL}[\w]{{0,40}}-?(?:und )?{CAPITAL}?[\w]{{0,40}}?{_KIND}|(?:Gesetz(?:es)?|Verordnung|Ordnung"
    r"|Satzung|Vertrag(?:e?s)?|Grundgesetz(?:es)?))(?!\w)"
)
_ABBREVIATED = rf" \({CAPITAL}[^()]{{0,20}}{CAPITAL}[^()]{{0,12}}\)"
_ABOUT = (
    rf" (?:über|für|zur|zum|zu|betreffend|gegen|der|des|von) (?:[\w,/-]{{1,40}} ){{0,14}}[\w-]{{1,40}}"
    rf"(?:{_ABBREVIATED})"
)
_OF_TOWN = (
    r"(?: (?:der|des) (?:Stadt|Gemeinde|Landkreises|Kreises|Marktes|Landes"
    rf"|Verbandes) {CAPITAL}\w{{1,30}}(?:-{CAPITAL}\w{{1,30}})?)?"
)
_LONG_LAW = (
    rf"(?:{_SOCIAL_CODE}|{_LONG_NAME})(?:{_ABBREVIATED}|{_ABOUT})?{_OF_TOWN}"
    rf"(?: (?:vom|i\.\s?d\.\s?F\.\s?v(?:om|\.)) {FULL_DATE})?(?:{_ABBREVIATED})?"
)
_ARTICLE = (
    r"(?:(?:der|des|dem|den|dieser|dieses|zur|zum|unserer|Ihrer|ihrer|vom) (?:(?:geltende|genannte|jeweilige"
    r"|o\.\s?g\.|oben genannte)[nrs]? )?)"
)
_LAW = rf"(?: (?:{_ARTICLE}?{_LONG_LAW}|{_ARTICLE}?{_SHORT_LAW}(?:{_ABBREVIATED})?))(?: [an]\.\s?F\.)?"

_SECTIONS = (
    rf"§§~{_NUMBER}(?:{_FOLLOWING})(?:{_JOINT}{_NUMBER}(?!\w| (?:EUR|Euro|Tage|Wochen|Monate|Jahre|Prozent"
    rf"|%)){_FOLLOWING}){{0,12}}"
)
_ONE_SECTION = rf"§~{_NUMBER}(?:~(?:–|-|bis)~{_NUMBER})?{_FOLLOWING}"
_ANNEX = r"(?:Anlage|Anhang|Tabelle|Verzeichnis)(?: (?:\d{1,3}|[IVX]{1,4}|[A-Z]))? (?:zu(?:m|r)?|des|der) "

_PATTERNS = [
    fact(pattern)
    for pattern in (
        rf"(?:(?<!\w)(?:(?:N(?:r\.|ummern?)|Ziffer) {_NUMBER} (?:der|des|zur?|in) (?:der )?)?{_ANNEX})?"
        rf"(?:{_SECTIONS}|{_ONE_SECTION}){_ROMAN_SUB}{_SUBS}(?:{_LAW})?",
        rf"(?<!\w)(?:Art(?:\.|ikel[ns]?)~\d{{1,4}}[a-z]?(?:{_JOINT}\d{{1,4}}[a-z]?"
        rf"(?![\w.])){{0,8}}{_FOLLOWING}){_ROMAN_SUB}{_SUBS}(?:{_LAW})?(?!\w)",
        rf"(?<!\w)(?:Abs(?:[äa]tze?[ns]?|atzes|\.))~{_SUBVALUE}(?:{_JOINT}{_SUBVALUE}){{0,8}}{_SUBS}(?:{_LAW})?(?!\w)",
        rf"(?<!\w)(?:{_SUB}){_SUBS}(?: (?:{_ARTICLE}{_LONG_LAW}|{_SHORT_LAW}))(?!\w)",
        rf"(?<!\w)(?:Buchst(?:abe[ns]?|\.)|lit\.|Halbs(?:atz|\.))~{_SUBVALUE}{_SUBS}(?!\w)",
        rf"(?<!\w)(?:N(?:rn?\.|ummern?)|Ziff(?:ern?|\.)) {_NUMBER} {_ANNEX}{_LONG_LAW}",
        rf"(?<!\w){_SOCIAL_CODE}(?:{_ABBREVIATED})?(?!\w)",
        r"(?<!\w)SGB (?:[IVX]{1,4}|\d{1,2})(?!\w)",
        rf"(?<!\w){CAPITAL}\w{{1,50}}(?:gesetz(?:buch(?:e?s)?|es|e)?|staatsvertrag(?:e?s)?|(?<![bB]e)satzung"
        rf"|(?<=\w\w)verordnung)(?:{_ABBREVIATED})?{_OF_TOWN}"
        rf"(?: vom {FULL_DATE})?(?!\w)",
        rf"(?<!\w){CAPITAL}[\w-]{{1,50}}(?:satzung)(?: vom {FULL_DATE})(?!\w)",
        rf"(?<!\w){CAPITAL}\w{{1,50}}{_KIND}(?:{_ABBREVIATED})(?!\w)",
        r"(?<!\w)(?:Verwaltungsverfahrens|Verwaltungsgerichts|Abgaben|Gewerbe|Zivilprozess|Strafprozess|Insolvenz"
        r"|Finanzgerichts|Landesbau|Bau|Gemeinde"
        r"|Landkreis|Kreis|Handwerks|Straßenverkehrs|Straßenverkehrs-Zulassungs|Fahrzeug-Zulassungs|Fahrerlaubnis"
        r"|Gebühren|Prüfungs|Studien|Beitrags"
        r"|Geschäfts|Friedhofs|Vergabe|Grundbuch|Baunutzungs)-?[oO]rdnung(?!\w)",
        rf"(?<!\w)Gesetz(?:es)?{_ABOUT}(?!\w)",
        r"(?<!\w)[A-ZÄÖÜ][a-zäöü]?[\wäöü]{0,12}[a-zäöü][\wäöü]{0,12}(?:StG|VfG|VwG|SchG|BG|GB|GO|VO|O)(?!\w)",
        r"(?<!\w)(?:BGB|HGB|StGB|StPO|ZPO|VwGO|VwVfG|VwZG|VwVG|SGG|FGO|AO|BAO|OWiG|GewO|BauGB|BauNVO|StVG|StVO"
        r"|StVZO|FeV|FZV|EStG|UStG|GewStG|KStG"
        r"|KraftStG|GrStG|ErbStG|BewG|BEEG|BKGG|UVG|WoGG|BAföG|BAFöG|AsylbLG|AsylG|AufenthG|FreizügG/EU|StAG|PStG"
        r"|BMG|PassG|PAuswG|SchwbAwV|KAG|DSGVO|DS-GVO"
        r"|BDSG|IFG|TzBfG|MuSchG|BUrlG|KSchG|GG|LBO|LBauO|BauO|BImSchG|WHG|KrWG|BNatSchG|TierSchG|IfSG|WEG|GKG|RVG"
        r"|GNotKG)(?!\w)",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield the citations of a block."""
    return matches(_PATTERNS, view)
