"""Making the pages of the site with templates that lie beside this module."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from qcode.interchange.site.words import LANGUAGES, Words, words_in
from qcode.model.publishing import (
    Publication,
    PublishedCode,
    PublishedQuotation,
)

_ASSETS = ("site.css", "site.js", "icon.svg")
_MENU = ("recommendations", "codebook", "frequencies", "quotations", "about")

# A value, how it is told, and how many quotations have it.
Option = tuple[str, str, int]


def render(publication: Publication) -> dict[str, bytes]:
    """Return the whole site as files by their paths, the same for the same.

    `index.html` is the first page in the study's language, if the site is written in
    it, else in English.
    """
    environment = _environment()
    made: dict[str, bytes] = {}
    for language in LANGUAGES:
        site = _Site(environment, publication, language)
        for page, text in site.pages():
            made[f"{language}/{page}"] = text.encode()
        for figure in publication.figures.get(language, ()):
            made[f"assets/{figure.name}.svg"] = figure.svg
    first = publication.language if publication.language in LANGUAGES else "en"
    made["index.html"] = _Site(environment, publication, first).front().encode()
    source = files("qcode.interchange.site") / "assets"
    for name in _ASSETS:
        made[f"assets/{name}"] = (source / name).read_bytes()
    return dict(sorted(made.items()))


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("qcode.interchange.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class _Site:
    """The site in one language."""

    environment: Environment
    publication: Publication
    language: str

    @property
    def words(self) -> Words:
        return words_in(self.language)

    def front(self) -> str:
        """Return the first page as it stands above the languages' folders."""
        to = f"{self.language}/"
        return self._page("index.html", "index.html", {"root": "", "to": to})

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each page's name with its text."""
        yield "index.html", self._page("index.html", "index.html", {})
        own: Mapping[str, Mapping[str, object]] = {
            "recommendations.html": {},
            "codebook.html": {},
            "frequencies.html": self._frequencies(),
            "quotations.html": {"filters": self._filters()},
            "about.html": {},
        }
        for name, more in own.items():
            yield name, self._page(name, name, more)
        found = self.publication.recommendations
        for at, one in enumerate(found):
            beside: dict[str, object] = {
                "one": one,
                "before": found[at - 1] if at else None,
                "after": found[at + 1] if at + 1 < len(found) else None,
                "section": "recommendations.html",
            }
            name = f"recommendation-{one.position}.html"
            yield name, self._page("recommendation.html", name, beside)

    def _page(self, template: str, name: str, more: Mapping[str, object]) -> str:
        of, words = self.publication, self.words
        known: dict[str, object] = {
            "site": of,
            "w": words,
            "lang": self.language,
            "languages": [
                {"tag": tag, "name": words_in(tag)["language"]} for tag in LANGUAGES
            ],
            "root": "../",
            "to": "",
            "page": name,
            "section": name,
            "menu": [("index.html", words["start"])]
            + [(f"{it}.html", words[it]) for it in _MENU],
            "spoken": self._spoken(),
            "at": "–" if of.at is None else f"{of.at:%Y-%m-%d}",
            "codes": {it.key: it for it in of.codes},
            "quotations": {it.reference: it for it in of.quotations},
            "share": _share,
            "number": self._number,
            "rank": self._rank,
        }
        return self.environment.get_template(template).render(known | dict(more))

    def _spoken(self) -> Markup:
        """Return the attribute that says in which language the study's texts are."""
        tag = self.publication.language
        if tag == self.language:
            return Markup("")
        return Markup(f' lang="{escape(tag)}"')

    def _frequencies(self) -> dict[str, object]:
        of = self.publication
        figures = of.figures.get(self.language, ())
        note = self.words["figure_note"].format(
            coded=of.documents_coded,
            documents=of.documents,
            program=of.program,
            at="–" if of.at is None else f"{of.at:%Y-%m-%d}",
        )
        most = max((it.documents for it in of.codes), default=0)
        return {"figures": figures, "note": note, "most": most}

    def _filters(self) -> list[tuple[str, str, str, list[Option]]]:
        of, words = self.publication, self.words
        families = [it for it in of.codes if it.level == 1]
        roles = sorted({it.role for it in of.quotations if it.role}, key=str.casefold)
        return [
            (
                "family",
                words["family"],
                words["all_families"],
                self._families(families),
            ),
            (
                *("role", words["role"], words["all_roles"]),
                _counted(roles, [it.role for it in of.quotations]),
            ),
            (
                *("size", words["size"], words["all_sizes"]),
                _counted(of.sizes, [it.size for it in of.quotations]),
            ),
        ]

    def _families(self, families: Sequence[PublishedCode]) -> list[Option]:
        counted = [
            (it.key, it.name, _of_family(it.key, self.publication.quotations))
            for it in families
        ]
        return [it for it in counted if it[2]]

    def _number(self, value: float | None) -> str:
        if value is None:
            return "–"
        # So that what is rounded to nought has no sign.
        told = f"{round(value, 2) + 0.0:.2f}"
        return told.replace(".", self.words["decimal"])

    def _rank(self, value: float | None) -> str:
        if value is None:
            return "–"
        told = f"{value:.1f}".removesuffix(".0")
        return told.replace(".", self.words["decimal"])


def _of_family(key: str, quotations: Sequence[PublishedQuotation]) -> int:
    return sum(key in it.families for it in quotations)


def _counted(values: Sequence[str], held: Sequence[str]) -> list[Option]:
    return [(it, it, held.count(it)) for it in values if it in held]


def _share(value: int, most: int) -> str:
    """Return how long a bar is in percent of the longest, with one place."""
    return f"{100 * value / most:.1f}".removesuffix(".0") if most else "0"
