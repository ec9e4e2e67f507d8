"""Why a report leaves something out, in German.

The keys are what the program says; a report of an empty study holds them to it.
"""

REASONS = {
    "Nothing was coded that could be drawn.": "Es ist nichts codiert, was "
    "sich zeichnen ließe.",
    "Agreement needs two coders who have finished the same documents; `qcode finish "
    "DOCUMENT` says that one is finished.": "Dazu müssen zwei Personen dieselben "
    "Dokumente als abgeschlossen gekennzeichnet haben.",
    "Differences need two coders who have finished documents.": "Dazu müssen zwei "
    "Personen Dokumente als abgeschlossen gekennzeichnet haben.",
    "There are no recommendations yet.": "Es gibt noch keine Empfehlungen.",
    "No summary has been written into the grid yet.": "In der Framework-Matrix steht "
    "noch keine Zusammenfassung.",
}
