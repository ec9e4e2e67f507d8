"""What the numbers of a report rest on, as a list of references names it."""

REFERENCES = (
    "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, "
    "and alternatives. Educational and Psychological Measurement, 41(3), 687–699.",
    "Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. "
    "Biometrics, 10(4), 417–451.",
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
    "Psychological Measurement, 20(1), 37–46.",
    "Davison, A. C., & Hinkley, D. V. (1997). Bootstrap methods and their application. "
    "Cambridge University Press.",
    "Dice, L. R. (1945). Measures of the amount of ecologic association between "
    "species. Ecology, 26(3), 297–302.",
    "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman "
    "& Hall.",
    "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. "
    "Psychological Bulletin, 76(5), 378–382.",
    "Guest, G., Namey, E., & Chen, M. (2020). A simple method to assess and report "
    "thematic saturation in qualitative research. PLoS ONE, 15(5), e0232076.",
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the "
    "presence of high agreement. British Journal of Mathematical and Statistical "
    "Psychology, 61(1), 29–48.",
    "Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University "
    "of Pennsylvania.",
    "Krippendorff, K. (2013). Content analysis: An introduction to its methodology "
    "(3rd ed.). Sage.",
    "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
    "generalizations and alternatives. Psychological Bulletin, 76(5), 365–377.",
    "Rayson, P., & Garside, R. (2000). Comparing corpora using frequency profiling. "
    "Proceedings of the Workshop on Comparing Corpora, 1–6.",
)
"""By name and year, as the appendix cites them."""
