"""The codebook that a new study begins with: explained, and with codes to replace."""

from qcode.interchange.codebook_text import inline
from qcode.model.ids import StudyId

_ENGLISH = """\
# The codebook: what is looked for in the texts. Change it in any editor, or on the
# codebook screen of `qcode`; comments like this one stay.
#
# Fields of a code; all but key and name may be left out:
#   key         stable short name: a-z, digits, "-" and "_"; codings refer to it
#   name        what people read
#   formerly    former keys, the oldest first, where a key had to change: [old-key]
#   shortcut    one key of the keyboard, in quotes: "1"
#   codable     false for a code that only groups the codes below it
#   colour      "#rrggbb", in quotes; codes below take it over
#   definition  what the code means
#   include     when it is applied
#   exclude     when it is not, and which code is applied instead
#   example     a typical passage
#   keywords    words that people really say: [first, "second: with a colon"]
#   memo        what the team agreed on
#   children    the codes below, up to 12 levels deep
#
# Texts with ": ", " #", or a mark at their beginning stand in quotes; long texts on
# lines of their own below ">-". `study_id` belongs to this study; leave it as it is.

"""

_ENGLISH_CODES = """\
codes:
  # A family and two codes, to be replaced by your own.
  - key: example-family
    name: Example family
    codable: false
    colour: "#4a86c5"
    definition: A heading that groups codes and is not applied to passages itself.
    children:
      - key: example-obstacle
        name: Example obstacle
        shortcut: "1"
        definition: >-
          Something that, in the speaker's experience, made the work harder.
        include: The speaker names a cause and its effect on the work.
        exclude: The speaker says what would be needed instead [example-need].
        example: We had no list of phone numbers, so nobody could be reached.
        keywords: [nobody could be reached, was missing]
      - key: example-need
        name: Example need
        shortcut: "2"
        definition: >-
          Something that the speaker asks for because it is missing so far.
"""

_GERMAN = """\
# Das Codebuch: wonach in den Texten gesucht wird. Zu ändern in jedem Editor oder auf
# dem Codebuch-Bildschirm von `qcode`; Kommentare wie dieser bleiben stehen.
#
# Felder eines Codes; außer key und name dürfen alle fehlen:
#   key         stabiler Schlüssel aus a-z, Ziffern, "-" und "_"; Codierungen nennen ihn
#   name        was Menschen lesen
#   formerly    frühere Schlüssel, der älteste zuerst, falls einer geändert werden
#               musste: [alter-schluessel]
#   shortcut    eine Taste, in Anführungszeichen: "1"
#   codable     false für einen Code, der nur die Codes unter ihm ordnet
#   colour      Farbe als "#rrggbb", in Anführungszeichen; Untercodes übernehmen sie
#   definition  was der Code bedeutet
#   include     wann er vergeben wird
#   exclude     wann nicht, und welcher Code stattdessen vergeben wird
#   example     Ankerbeispiel
#   keywords    Wörter, die Befragte wirklich sagen: [eins, "zwei: mit Doppelpunkt"]
#   memo        was das Team festgelegt hat
#   children    Untercodes, bis zu 12 Ebenen tief
#
# Texte mit ": ", " #" oder einem Sonderzeichen am Anfang stehen in Anführungszeichen,
# lange Texte in eigenen Zeilen unter ">-". `study_id` gehört zu dieser Studie und
# bleibt, wie sie ist.

"""

_GERMAN_CODES = """\
codes:
  # Eine Codefamilie mit zwei Codes, durch eigene zu ersetzen.
  - key: beispiel-familie
    name: Beispielfamilie
    codable: false
    colour: "#4a86c5"
    definition: Eine Überschrift, die Codes ordnet und selbst nicht vergeben wird.
    children:
      - key: beispiel-hindernis
        name: Beispiel für ein Hindernis
        shortcut: "1"
        definition: >-
          Etwas, das nach der Erfahrung der befragten Person die Arbeit erschwert hat.
        include: Genannt werden eine Ursache und ihre Wirkung auf die Arbeit.
        exclude: Gesagt wird, was stattdessen gebraucht würde [beispiel-bedarf].
        example: Wir hatten keine Telefonliste, da war niemand zu erreichen.
        keywords: [niemand zu erreichen, hat gefehlt]
      - key: beispiel-bedarf
        name: Beispiel für einen Bedarf
        shortcut: "2"
        definition: >-
          Etwas, das die befragte Person fordert, weil es bisher fehlt.
"""


def new_codebook(study_id: StudyId, name: str, language: str) -> str:
    """Return the text of a new study's codebook.yaml.

    It explains itself in German if `language` is "de", or "de-AT" and the like,
    otherwise in English. The name is one line of text and not empty.
    """
    is_german = language.partition("-")[0].lower() == "de"
    above = _GERMAN if is_german else _ENGLISH
    codes = _GERMAN_CODES if is_german else _ENGLISH_CODES
    fields = f"study_id: {study_id}\nname: {inline(name)}\nlanguage: {inline(language)}"
    return f"{above}{fields}\n\n{codes}"
