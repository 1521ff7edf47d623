"""What counts as a word, and closed classes of German that tokens and sentence boundaries depend on."""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    """abb abs abschn abt allg amtl änd anl anm art aufl az bd begr beil bek bem ber bes betr bez bgbl bl bspw buchst
    bzgl bzw ca chr co dergl desgl dgl dipl dr eigtl einschl entspr erg erl etc evtl exkl ff fr frl geb gem gesch
    gez ggf ggfs ggü grds halbs hd hdb herst hg hr hrn hrsg hs i.v inh ing inkl insb insbes int jg jh jhd jhdt jur
    kap kath kfm kl ktn lfd lit lt ltd mag masch max med mind min mio mitgl mögl monatl mrd mtl mwst nachf nachm nat
    nds nr nrn od öff org orig pat pauschal pers pfd phil pkt pos prof prot proz prov qual rd ref reg rel resp rn rz
    s sachb sen sg sog st stellv stfb std stdn str stv tab techn tel tgl tit tsd u ua übl umg unveröff urspr usf usw
    uvm v verf verg vgl versch vertr vfg vj vol vorl vorm vors vs wg wiss z zb zgl ziff zit zt ztr zul zus zuz zvg
    zz zzgl zzt bearb geschl gde kto ust tlw üb jan feb febr mrz apr jun jul aug sept okt nov dez fa li re univ urt
    zi stk sek""".split()
) - {"so", "art", "max", "mag", "min", "prov", "org", "pos", "pauschal", "u", "v", "s", "z", "do", "di", "mi", "sa",
     "mo", "fr", "jan", "rel", "ber", "bes", "med", "bem", "co", "bl", "proz"}  # fmt: skip
"""Abbreviations written with one full stop, in lower case, without it; words of everyday use are left out."""

CASED_ABBREVIATIONS = frozenset(
    """max min med rel bes ber prov Org Pos Bem Bl ABl GVBl Proz Mo Di Mi Do Fr Sa Jan Min""".split()
)
"""Abbreviations in just this spelling: *max.* but not *Max*."""

LETTER_ABBREVIATIONS = frozenset("usvzof")
"""Single letters that stand for a word: *u.*, *s.*, *v.*, *z.*, *o.*, *f.*"""

POLITE_WORDS = frozenset("sie ihr ihre ihrer ihrem ihren ihres ihnen".split())
"""In lower case: words with a capital inside a sentence, too, where they address the reader."""

UNIT_LETTERS = frozenset("mghltsWVAK")

NUMBERED = frozenset(
    """anlage absatz anhang bereich block buch buchst. buchstabe eingang fall gruppe haus kategorie klasse lit. punkt
    stufe teil typ variante""".split()
)
"""Words after which a single letter is a name of its own and no initial: *Anlage B*."""

_CLIPPED = re.compile(
    r"[^\W\d_aeiouyäöüAEIOUYÄÖÜ][bcdfghjklmnpqrstvwxzß]{1,5}"  # Flst, lfd, Str
    r"|\w{2,20}(?:[bcdfgkpstxz]l|[bdgkpt]r|[cks]hn|[gk]n)"  # gesetzl, elektr, techn
    r"|\w{3,30}str"  # Ulmenstr
)
_NOT_CLIPPED = frozenset(
    "km kg cm mm dm qm cbm ml kwh kw mwh mb gb kb tb db hz kfz pkw lkw www html http kv bzw".split()
)


def is_word(text: str) -> bool:
    """Whether a piece of a text counts as a word: it holds a letter or a digit."""
    return any(c.isalnum() for c in text)


def is_clipped(word: str) -> bool:
    """Whether a word ends as German words do not and was thus cut short: *elektr*, *südl*, *Flst*."""
    return _CLIPPED.fullmatch(word) is not None and word.lower() not in _NOT_CLIPPED


ENDS_ENUMERATION = frozenset("usw etc usf uvm u.v.m u.s.w".split())
"""Abbreviations that close an enumeration; a capital letter after them opens a sentence."""

MAY_END_SENTENCE = frozenset(
    """mio mrd tsd std min sek stk jan feb febr mrz apr jun jul aug sept okt nov dez mo di mi do fr sa str hbf abt
    u.a u.ä o.ä u.dgl u.u z.t z.zt a.a.o ff n.f a.f v.h p.a d.j d.m n.chr v.chr h co""".split()
)
"""Abbreviations after which a sentence may end (dots inside, last dot cut, lower case)."""

MONTHS = frozenset(
    """januar jänner februar märz april mai juni juli august september oktober november dezember
    jan feb febr mrz apr jun jul aug sept okt nov dez""".split()
)

ORDINAL_CONTEXT = frozenset(
    """der die das dem den des am im zum zur vom beim ins ans ab bis seit nach vor und u. bzw. oder ein eine einer
    eines einem einen jeder jede jedes jedem jeden dieser diese dieses diesem diesen ihr ihre ihrer ihrem ihren
    unser unsere sein seine ihres unseres unserer kein keine mit in an zu von erste letzte dessen deren - – / , ( §
    art buch""".split()
)
"""Words before a number that make an ordinal likely: *der 2. Senat*, *im 3. Quartal*."""

FUNCTION_WORDS = frozenset(
    """der die das dem den des ein eine einer eines einem einen dieser diese dieses diesem diesen jener jene jenes
    jeder jede jedes jedem jeden alle aller allen kein keine keiner keinem keinen keines mein meine ihr ihre ihrer
    ihrem ihren ihres unser unsere unserer unserem unseren unseres sein seine seiner seinem seinen seines
    ich du er sie es wir man mich mir uns ihnen ihm ihn sich wer was welche welcher welches wem wen wessen
    und oder aber denn doch sondern sowie weil wenn falls sofern soweit solange sobald ob dass da damit nachdem bevor
    während obwohl bis seit als wie indem ohne um statt
    in im an am auf aus bei beim mit nach von vom zu zum zur für durch gegen über unter vor hinter neben zwischen
    gemäß laut wegen trotz aufgrund hinsichtlich bezüglich innerhalb außerhalb binnen
    bitte hier hiermit hierzu hierfür hiernach hierbei hierüber dort dann danach daher deshalb deswegen dabei dazu
    dafür dagegen darin darauf daraus darüber damit davon dadurch daneben dies somit folglich außerdem zudem ferner
    weiter weiterhin weitere jedoch allerdings dennoch trotzdem sonst andernfalls ansonsten insbesondere auch nur
    nicht noch schon erst so sollte sollten sollen können könnte könnten müssen muss wird werden wurde wurden ist
    sind war waren hat haben hatte hatten kann darf dürfen soll nun jetzt heute leider gern gerne zunächst zuerst
    schließlich zuletzt anschließend gleichzeitig zugleich bisher derzeit zurzeit grundsätzlich insoweit insofern
    vielmehr maßgeblich entscheidend wo woher wohin wann warum weshalb ja nein vielen danke mehr viele einige manche
    beide beides etwas nichts niemand jemand alles falls möchten haben gibt geht rechtsgrundlage sehr""".split()
)
"""Words that open a German sentence; nearly closed classes, in lower case."""
