"""Which full stops end no German or English sentence: the word lists.

All entries are in lower case and composed (NFC). The lists belong to the rules of
`sentences`, whose version changes with them.
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Always followed by what they belong to.
BINDING = _listed("""
    abzgl allg bes betr bspw bzgl bzw ca dergl dipl dr einschl entspr etw evt evtl exkl
    fam frl geb gem ggf ggfs hl hrsg ing inkl insb insbes jmd kgl mind nr prof rd rer
    sog st urspr vgl vorl zzgl approx messrs mr mrs ms viz vs
""")
# They end a sentence only where a word follows that often begins one.
OPEN = _listed("""
    fa fr habil hr hum jg jgg jh jhd jr jun jur lt max med min mio mrd mtl nat oec op
    phil pol sek sen sr std stdn stellv str tel tgl theol tsd verh versch wg wiss zus
    dept est incl
""")
# Numbers follow them; without one they are words: "auf diese Art."
NUMBERED = _listed("""
    abb abs abschn anh anl anm art aug bd dez feb fig fn jan kap lfd no nov okt pp rn
    sect sept tab vol ziff
""")
# They end a sentence where a capital follows, as nothing has to come after them.
CLOSING = _listed("al co corp dgl etc ff inc ltd oä uswusf usw uvm uä")
ABBREVIATIONS = BINDING | OPEN | NUMBERED | CLOSING

# Single letters with full stops, without the stops: z. B., d. h., e.g.
BINDING_LETTERS = _listed("dh eg ia ie ies ih iv mbw va zb zt zzt")
CLOSING_LETTERS = _listed("oä uam udgl usf usw uvm uä")

# A letter after one of these is a name of its own: "in Stadt A. Leute ..."
NAMED_BY_LETTER = _listed("""
    abteilung block buchstabe fall gebiet gruppe kategorie klasse kommune land laufwerk
    ort person phase plan punkt schule stadt standort stufe teil typ variante version
    zone city group
""")

MONTHS = _listed("""
    januar jänner februar feber märz april mai juni juno juli august september oktober
    november dezember jan feb mär apr jun jul aug sep sept okt nov dez
""")
# What is counted by ordinals even without a determiner: "Ende 2. Welle".
COUNTED = _listed("""
    absatz abschnitt auflage ausbruch ausgabe bundesland bürgermeister bürgermeisterin
    dosis ebene etage generation geschoss halbjahr hälfte impfung instanz jahrestag
    jahrgang jahrhundert kapitel klasse lebensjahr liga lockdown mal obergeschoss og
    phase platz quartal reihe runde schuljahr semester sitzung stock stockwerk stufe tag
    trimester ug vorsitzende vorsitzender weltkrieg welle woche zeile
""")
# Before an ordinal: "die 2. Impfkampagne".
DETERMINERS = _listed("""
    am ans beim das dem den der des die im ins vom zum zur
    dein deine diese diesem diesen dieser dieses ein eine einem einen einer eines euer
    eure ihr ihre ihrem ihren ihrer jede jedem jeden jeder jedes kein keine mein meine
    meinem meinen meiner sein seine seinem seinen seiner unser unsere unserem unseren
    unserer
""")
# Between ordinals: "der 1. und 2. Impfkampagne".
CONNECTORS = _listed("und oder bis bzw. sowie")

# Function words: with a capital they begin a sentence rather than go on with one.
STARTERS = _listed("""
    ab aber ach alle allerdings alles als also am an andere andererseits ansonsten auch
    auf aus außer außerdem bei beim bevor bis da dabei dadurch dafür dagegen daher
    damals damit danach dann daran darauf daraus darin darum darüber das dass davon
    davor dazu dein dem den denn dennoch der deren des deshalb dessen deswegen die dies
    diese diesem diesen dieser dieses doch dort du durch ebenso eigentlich ein eine
    einem einen einer eines einerseits einige entweder er erst es etwa euch für ganz
    gegen genau gestern gut hat hatte hatten hätte hier hinter ich ihm ihn ihnen ihr
    ihre im immer immerhin in inzwischen irgendwann ist ja je jede jeder jedes jedoch
    jemand jetzt kein keine keiner können könnte leider letztlich man manche manchmal
    mein meine meistens mit morgen muss na nach nachdem natürlich neben nee nein nicht
    nichts nie niemand noch nun nur ob obwohl oder oft ohne okay schließlich schon sehr
    seit seitdem sie sind so sobald sogar solche sondern sonst später statt trotz
    trotzdem um und uns unser unsere unter viele vielleicht vom von vor vorher wann war
    waren warum was weder weil weiter welche wen wenn wer werden wie wieder wieso will
    wir wird wo wobei wodurch wofür woher wohin wollen womit wurde wurden während würde
    zu zudem zuerst zuletzt zum zumindest zunächst zur zwar zwischen über
    a after all another any are as at because before both but by can did do each every
    few for from had has have he her here his how however i if is it its many maybe more
    most my no nobody not now of ok on once one or our perhaps she should since some
    still such that the their them then there these they this those though thus to until
    us we well were what when where which while who why with would yes yet you your
""")
