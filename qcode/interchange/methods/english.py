"""The English words of a methods appendix."""

from qcode.interchange.methods.words import (
    AgreementWords,
    CodingWords,
    CorpusWords,
    MethodsWords,
    Nouns,
    Signs,
)
from qcode.model.adjudication import Ruling
from qcode.model.agreement import Exclusion
from qcode.model.document import Kind
from qcode.model.methods import CodebookChange, NotCompared, Parameter

_SIGNS = Signs(
    decimal=".",
    thousands=",",
    percent="%",
    last=" and ",
    day="{day} {month} {year}",
    months=(
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    quoted="“{text}”",
)
_NOUNS = Nouns(
    documents=("one document", "{n} documents"),
    in_documents=("one document", "{n} documents"),
    of_words=("one word", "{n} words"),
    words=("one word", "{n} words"),
    kinds={
        Kind.INTERVIEW: ("one interview", "{n} interviews"),
        Kind.WORKSHOP: ("one workshop", "{n} workshops"),
        Kind.EXAMPLE: ("one practice example", "{n} practice examples"),
        Kind.SURVEY: ("one survey answer", "{n} survey answers"),
        Kind.OTHER: ("one other document", "{n} other documents"),
    },
    codes=("one code", "{n} codes"),
    in_families=("one family", "{n} families"),
    on_levels=("one level", "{n} levels"),
    codings=("one coding", "{n} codings"),
    of_codings=("one coding", "{n} codings"),
    sentences=("one sentence", "{n} sentences"),
    answers=("one answer", "{n} answers"),
)
_CORPUS = CorpusWords(
    heading="Corpus and codebook",
    empty="The corpus is still empty.",
    corpus=(
        "The corpus consists of one document with {words}: {kinds}.",
        "The corpus comprises {n} documents with {words} in total: {kinds}.",
    ),
    cases=(
        "The documents belong to one case.",
        "The documents belong to {n} cases.",
    ),
    what_is_a_word="A word is any run of letters or digits; speakers' labels and time "
    "stamps do not count.",
    not_revised="No text was changed after import.",
    revised=(
        "After import one text was corrected: {names}.",
        "After import {n} texts were corrected: {names}.",
    ),
    revision="{name} (revision {revision})",
    survey="Beside them stands the survey {name} with {answers}{kept}; it rates "
    "{codes} of the codebook.",
    kept=" ({keep} only)",
    codebook="Codebook",
    structure="The codebook comprises {codes} in {families} on {levels}.",
    codable=(
        "Of these one can be given; the others give structure.",
        "Of these {n} can be given; the others give structure.",
    ),
    all_codable="All of them can be given.",
    named="Its revision has the digest {revision} (beginning of the SHA-256).",
    finished_now=(
        "The one finished mark (one person, one document) goes with it.",
        "All {n} finished marks (one person, one document each) go with it.",
    ),
    finished_then=(
        "The one finished mark (one person, one document) goes with another revision "
        "({revisions}).",
        "Of {n} finished marks (one person, one document each) {now} go with it and "
        "the rest with {others} ({revisions}).",
    ),
    other_revisions=("one other", "{n} others"),
    unchanged="It was not changed after the study was set up.",
    changed=(
        "After the study was set up it was changed once, {when}: {how}.",
        "After the study was set up it was changed {n} times, {when}: {how}.",
    ),
    on_day="on {first}",
    between_days="between {first} and {last}",
    changes={
        CodebookChange.APPLIED: (
            "once taken over from codebook.yaml",
            "{n} times taken over from codebook.yaml",
        ),
        CodebookChange.CREATED: (
            "once a code was added",
            "{n} times a code was added",
        ),
        CodebookChange.CHANGED: (
            "once a code was changed",
            "{n} times a code was changed",
        ),
        CodebookChange.MERGED: (
            "once codes were merged",
            "{n} times codes were merged",
        ),
    },
)
_CODING = CodingWords(
    heading="Coding",
    nobody="Nobody has coded yet.",
    coders=(
        "The coding was done by one person: {handles}.",
        "The coding was done by {n} people: {handles}.",
    ),
    columns=("Person", "Codings", "Documents", "finished"),
    no_rounds="There were no blind rounds.",
    round="In the blind round “{name}” {coders} coded {documents} without seeing each "
    "other's work; {opener} opened it on {opened}",
    closed=", {closer} closed it on {closed}{when}.",
    closed_after_all=", after all had finished everything",
    closed_early=", after {finished} of {needed} documents were finished (each counts "
    "for each person)",
    open="; it is still open.",
    settling="Decisions about differences",
    settled=(
        "A decision was made (by {deciders}) on one difference between coders: "
        "{taken}.",
        "Decisions were made (by {deciders}) on {n} differences between coders: "
        "{taken}.",
    ),
    taken={
        Ruling.FIRST: (
            "once for what {handle} had coded",
            "{n} times for what {handle} had coded",
        ),
        Ruling.BOTH: ("once for both", "{n} times for both"),
        Ruling.NEITHER: ("once for neither", "{n} times for neither"),
        Ruling.REDRAWN: (
            "once the passage was drawn anew",
            "{n} times the passage was drawn anew",
        ),
        Ruling.SENT_BACK: (
            "once the question went back to the codebook",
            "{n} times the question went back to the codebook",
        ),
    },
    consensus="The consensus set that came of it holds {codings} in {documents}.",
    consensus_alone="A consensus set holds {codings} in {documents}; the decisions "
    "that it came of are not recorded in the study.",
    suggestions="Suggestions of the program",
    no_suggestions="No coding began as a suggestion of the program.",
    suggested=(
        "Of {all} one ({share}) began as a suggestion of the program that "
        "somebody examined and accepted{engines}.",
        "Of {all} {n} ({share}) began as suggestions of the program that "
        "somebody examined and accepted{engines}.",
    ),
    rejected=(
        "In addition one suggestion was rejected.",
        "In addition {n} suggestions were rejected.",
    ),
)
_AGREEMENT = AgreementWords(
    heading="Agreement",
    not_compared={
        NotCompared.FEW_CODERS: "Agreement cannot be stated: fewer than two people "
        "have marked documents as finished.",
        NotCompared.NO_DOCUMENT: "Agreement cannot be stated: there is no document "
        "that all have finished who finished any.",
        NotCompared.BLIND: "Agreement cannot be stated while a blind round is open.",
    },
    compared="{coders} were compared in {documents} that all of them have finished: "
    "{sentences} of those interviewed.",
    unit="Each sentence was judged for each code that can be given. A sentence carries "
    "a code if at least half of its words are coded with it. What somebody did not "
    "code counts as “absent”.",
    alpha="Over all codes together Krippendorff's alpha is {alpha}{interval}, with "
    "{percent} agreement",
    alpha_without="Over all codes together Krippendorff's alpha is undefined",
    interval=" (95% interval {low} to {high})",
    mean="; the mean of the single codes' alphas is {mean}{interval}.",
    columns=(
        *("Measure", "all codes", "95% interval"),
        *("mean of the codes", "95% interval"),
    ),
    coefficients={
        "percent": "Share of judgements that agree (Fleiss 1971)",
        "kappa": "Cohen's kappa (Cohen 1960; Light 1971)",
        "fleiss": "Fleiss' kappa (Fleiss 1971)",
        "alpha": "Krippendorff's alpha, nominal (Krippendorff 2011)",
        "ac1": "Gwet's AC1 (Gwet 2008)",
        "brennan_prediger": "Kappa of Brennan and Prediger (1981)",
        "u_alpha": "Krippendorff's alpha for free spans (Krippendorff 2013)",
        "segments": "Share of codings that meet one of the other person",
        "segments_kappa": "the same share, corrected for chance",
        "dice": "Share of spans with the same ends (Dice 1945)",
    },
    intervals="Intervals are percentile intervals (Efron & Tibshirani 1993) from "
    "{draws} draws of whole documents with replacement (Davison & Hinkley 1997; seed "
    "{seed}).",
    few_documents="For fewer than {fewest} documents no intervals are given.",
    suggested="Of the codings compared {share} began as suggestions of the program.",
    undefined={
        "nothing-compared": (
            "For one code alpha is undefined, because no two people knew it when they "
            "finished.",
            "For {n} codes alpha is undefined, because no two people knew them when "
            "they finished.",
        ),
        "one-category": (
            "For one code alpha is undefined, because all sentences are judged alike.",
            "For {n} codes alpha is undefined, because all sentences are judged alike.",
        ),
        "nothing-coded": (
            "For one code alpha is undefined, because it was not given.",
            "For {n} codes alpha is undefined, because they were not given.",
        ),
    },
    partly_known=(
        "Not all knew one code when they finished ({names}); only sentences count for "
        "it that two people could judge with it.",
        "Not all knew {n} codes when they finished ({names}); only sentences count for "
        "them that two people could judge with them.",
    ),
    saturation="New information",
    new_information="How much each further document adds is determined after Guest, "
    "Namey and Chen (2020): the first {base} documents are the base, runs have {run} "
    "documents and move on by one, and saturation is reached where a run adds at most "
    "{threshold} of the base's codes. Beside it stand {orders} random orders (seed "
    "{seed}).",
)
ENGLISH = MethodsWords(
    language="en",
    signs=_SIGNS,
    nouns=_NOUNS,
    corpus=_CORPUS,
    coding=_CODING,
    agreement=_AGREEMENT,
    title="How the study was done",
    contents="Contents",
    methods="Material and methods",
    state="Study “{study}”, as of {at}. All numbers were counted from the study by "
    "{program}.",
    limited="Tables and charts of this report rest on the codings of {coder} alone; "
    "this appendix speaks of all.",
    hidden=(
        "The blind round {names} hides others' work from the person who made this "
        "report; only what they may see is counted.",
        "The blind rounds {names} hide others' work from the person who made this "
        "report; only what they may see is counted.",
    ),
    exclusions="What was not counted",
    excluded=(
        "For agreement one document does not count ({why}): {names}.",
        "For agreement {n} documents do not count ({why}): {names}.",
    ),
    excluded_why={
        Exclusion.NOT_FINISHED: "not finished by {coders}",
        Exclusion.OTHER_REVISION: "finished with another text by {coders}",
        Exclusion.NO_UNITS: "without a sentence of those interviewed",
    },
    asking="What those say who ask (labels {labels}; {words}) does not count for "
    "agreement and typical words; it counts in frequencies.",
    nobody_asks="Nobody counts as one who asks; all turns count.",
    nothing_coded="In no document anything is coded yet.",
    uncoded=(
        "In one document nothing is coded: {names}.",
        "In {n} documents nothing is coded: {names}.",
    ),
    among="among them {names}",
    parameters="Parameters",
    parameter_columns=("Parameter", "Value"),
    parameter_names={
        Parameter.UNIT_SHARE: "Share of coded words from which a sentence carries a "
        "code",
        Parameter.OVERLAP: "Agreement: the same segment from this share of what both "
        "cover",
        Parameter.TOLERANCE: "Agreement: the same ends up to so many words apart",
        Parameter.LEVEL: "Intervals: level",
        Parameter.DRAWS: "Intervals: draws",
        Parameter.DRAWS_SEED: "Intervals: seed",
        Parameter.FEWEST: "Intervals: fewest documents",
        Parameter.BASE: "New information: documents of the base",
        Parameter.RUN: "New information: documents of a run",
        Parameter.THRESHOLD: "New information: threshold",
        Parameter.ORDERS: "New information: random orders",
        Parameter.ORDERS_SEED: "New information: seed",
        Parameter.SMALL: "Crosstabs: a warning below this expected count (Cochran "
        "1954)",
        Parameter.LIKELIHOOD: "Typical words: least log-likelihood (Rayson & Garside "
        "2000)",
    },
    program="Program",
    computed="Computed with {program}.",
    libraries="It ran on {libraries}.",
    left_out="Not made",
    left_out_told="The program did not make these parts; its reasons:",
    reasons={},
    references="References",
)
