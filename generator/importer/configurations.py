"""What a price is for: `480p · T2V · 6s`, "with audio on", "for 1080p output", as conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.importer.facts import ITEMS
from generator.importer.notes import Notes
from generator.importer.words import Token

UNITS = {
    "second": "second",
    "minute": "minute",
    "minutes": "minute",
    "min": "minute",
    "hour": "hour",
    "hours": "hour",
    "image": "image",
    "images": "image",
    "video": "video",
    "videos": "video",
    "clip": "video",
    "frame": "frame",
    "frames": "frame",
    "character": "character",
    "characters": "character",
    "token": "token",
    "tokens": "token",
    "word": "word",
    "words": "word",
    "megapixel": "megapixel",
    "megapixels": "megapixel",
    "mp": "megapixel",
    "request": "request",
    "requests": "request",
    "generation": "request",
    "generations": "request",
    "call": "request",
    "result": "result",
    "results": "result",
    "step": "step",
    "steps": "step",
    "song": "song",
    "track": "song",
    "model": "result",
    "page": "page",
}
_MODES = {
    "t2v": "text-to-video",
    "i2v": "image-to-video",
    "v2v": "video-to-video",
    "r2v": "reference-to-video",
    "t2i": "text-to-image",
    "i2i": "image-to-image",
}
_OF = {
    ("image", "input"): "input-image",
    ("input", "image"): "input-image",
    ("input", "images"): "input-image",
    ("reference", "image"): "input-image",
    ("reference", "images"): "input-image",
    ("video", "input"): "input-video",
    ("input", "video"): "input-video",
}
_ON = frozenset({"on", "with", "enabled", "given", "includes", "including", "native"})
_OFF = frozenset({"off", "without", "no", "disabled", "silent"})
_NOISE = frozenset(
    [
        *("would", "length", "long", "duration", "per-second", "generation", "costs"),
        *("equals", "as", "additional", "further", "only", "just", "resolution", "quality"),
        *("mode", "tier", "so", "if", "input", "inputs", "video", "videos", "image"),
        *("images", "audio", "second", "extra", "then", "request", "requests", "usd"),
        *("from", "starts", "starting", "start", "per", "each", "every", "total"),
        *("example", "output", "outputs", "generated", "generate", "generates"),
        *("generating", "cost", "costing", "charged", "charge", "price", "priced"),
        *("pricing", "billed", "rate", "a", "an", "the", "of", "for", "at", "in", "is"),
        *("are", "be", "will", "you", "your", "to", "or", "and", "by", "on", "with"),
        *("when", "using", "use", "provide", "used", "it", "this", "that"),
    ]
)
_QUIET = frozenset("()[]{},.;:/+-=\u00b7|\u2013\u2014*&%\"'!?→\u2248\u2197")


def unit_name(word: str) -> str | None:
    """Return the unit that *word* names, in the singular."""
    return UNITS.get(word.lower())


@dataclass(slots=True)
class Configuration:
    """Conditions and quantities."""

    when: dict[str, Any] = field(default_factory=dict)
    amounts: dict[str, str] = field(default_factory=dict)
    of: str = ""
    extra: bool = False
    case: str = ""
    unknown: list[str] = field(default_factory=list)
    """Words that we do not know."""

    @property
    def says(self) -> bool:
        """Whether it states anything."""
        return bool(self.when or self.amounts or self.of or self.extra)

    def joined(self, other: Configuration) -> Configuration:
        """Return what both say; *other* stands nearer to the amount."""
        return Configuration(
            {**self.when, **other.when},
            {**self.amounts, **other.amounts},
            other.of or self.of,
            other.extra or self.extra,
            other.case or self.case,
            [*self.unknown, *other.unknown],
        )

    def keys(self) -> dict[str, Any]:
        """Return what a fact says besides amount and unit."""
        said = {"when": self.when, "of": self.of, "extra": self.extra, "case": self.case}
        return {key: value for key, value in said.items() if value}


@dataclass(slots=True)
class Choices:
    """The values that the parameters of one operation may have, by what a page calls them."""

    values: dict[str, tuple[str, Any]] = field(default_factory=dict)
    audio: str = "audio"
    title: frozenset[str] = frozenset()
    """Words of the model's name."""

    @classmethod
    def of(cls, notes: Notes, operation: str) -> Choices:
        """Gather the choices of *operation*."""
        made = cls()
        named = [fact.value for fact in notes.facts if fact.attribute == "title"]
        words = " ".join(map(str, named)).lower().replace("-", " ").split()
        made.title = frozenset([*words, *("api", "model")])
        for fact in notes.facts:
            if fact.subject[1:3] != (operation, "parameter") or ITEMS in fact.subject:
                continue
            name = ".".join(fact.subject[3:])
            if fact.attribute == "enum":
                for value in fact.value:
                    made.values.setdefault(str(value).lower(), (name, value))
            elif fact.attribute == "type" and fact.value == "boolean" and "audio" in name.lower():
                made.audio = name
        return made

    def configure(self, found: list[Token]) -> Configuration:
        """Return what *found* says."""
        made = Configuration()
        texts = [token.text.lower() for token in found]
        used: set[int] = set()
        for place in range(len(found)):
            if place not in used:
                self._token(found, texts, place, made, used)
        return made

    def _token(
        self,
        found: list[Token],
        texts: list[str],
        place: int,
        made: Configuration,
        used: set[int],
    ) -> None:
        token, text = found[place], texts[place]
        pair = (text, texts[place + 1] if place + 1 < len(texts) else "")
        if pair in _OF:
            made.of = _OF[pair]
            used.add(place + 1)
        elif text in {"extra", "additional", "further"}:
            made.extra = True
        elif text in _MODES or (text.count("-to-") == 1 and token.kind == "word"):
            made.when["mode"] = _MODES.get(text, text)
        elif "audio" in text.split("-") or text == "silent":
            self._audio(texts, place, made)
        elif token.kind == "number":
            self._number(texts, place, made, used)
        elif token.kind == "value" and text.startswith(("http", "@")):
            made.unknown.append(text)
        elif (choice := self._choice(token, text)) is not None:
            made.when[choice[0]] = choice[1]
        elif text not in _NOISE and text not in _QUIET and text not in _ON | _OFF:
            made.unknown.append(text)

    def _choice(self, token: Token, text: str) -> tuple[str, Any] | None:
        """Return the parameter and the value that a token names."""
        is_word = token.kind == "word" and text not in _NOISE | _ON | _OFF
        if (is_word or token.kind in {"value", "code"}) and text in self.values:
            return self.values[text]
        if token.kind != "value":
            return None
        if text[-1] in "pk" and text[:-1].isdigit():
            return "resolution", token.text
        return ("aspect_ratio" if ":" in text else "size"), token.text

    def _audio(self, texts: list[str], place: int, made: Configuration) -> None:
        """Note whether sound is on: `with audio`, `audio off`, `audio-enabled`."""
        near = [*texts[max(0, place - 2) : place], *texts[place + 1 : place + 2]]
        parts = texts[place].split("-")
        if texts[place] == "silent" or _OFF & {*near, *parts}:
            made.when[self.audio] = False
        elif _ON & {*near, *parts}:
            made.when[self.audio] = True

    def _number(self, texts: list[str], place: int, made: Configuration, used: set[int]) -> None:
        """Note a quantity: a number and a unit."""
        behind = place + 1
        while behind < len(texts) and texts[behind] == "-":
            behind += 1
        unit = unit_name(texts[behind]) if behind < len(texts) else None
        if unit is None:
            made.unknown.append(texts[place])
            return
        made.amounts[unit] = texts[place]
        used.update(range(place, behind + 1))
