"""Descriptions in our own words: of the name of a value, and of nothing else."""

from __future__ import annotations

from generator.importer.draft.material import Value
from generator.naming import words

_KNOWN = {
    "prompt": "What is wanted, in words.",
    "positive prompt": "What is wanted, in words.",
    "negative prompt": "What is not wanted, in words.",
    "duration": "Length of the result.",
    "seconds": "Length of the result.",
    "resolution": "Size class of the result.",
    "aspect ratio": "Width to height of the result.",
    "ratio": "Width to height of the result.",
    "seed": "Start of the random numbers; the same seed makes results alike.",
    "width": "Width of the result.",
    "height": "Height of the result.",
    "size": "Size of the result.",
    "model": "Id of the model.",
    "id": "Id.",
    "status": "State of the job.",
    "text": "The text.",
    "language": "Language, as a name or code.",
    "voice": "The voice that speaks.",
    "fps": "Frames per second.",
    "frames per second": "Frames per second.",
    "n": "How many results to make.",
    "num images": "How many images to make.",
    "number results": "How many results to make.",
    "url": "Address of the file.",
    "cost": "What the call cost.",
    "error": "What went wrong.",
    "message": "Text for people.",
    "content type": "Media type of the file.",
    "file name": "Name of the file.",
    "file size": "Size of the file in bytes.",
    "b 64 json": "The file itself, in base64.",
    "usage": "What the call consumed.",
    "credits used": "Credits charged.",
    "usd spent": "US dollars charged.",
    "temperature": "How freely the model chooses; more means more variety.",
    "guidance scale": "How closely the result follows the prompt.",
    "cfg scale": "How closely the result follows the prompt.",
    "steps": "How many steps the model takes.",
    "num inference steps": "How many steps the model takes.",
    "output format": "File format of the result.",
    "generate audio": "Whether the result has sound.",
    "sync mode": "Whether the result comes in the answer itself.",
    "task type": "What the task does.",
    "task uuid": "Your id of the task, new for each one.",
    "include cost": "Whether the result says what it cost.",
    "webhook url": "Address that is told when the job is done.",
}
_LONGEST = 160


def humanised(name: str) -> str:
    """Spell *name* in plain words, in lower case unless a word is a shortening."""
    parts = [word if word.isupper() and len(word) > 1 else word.lower() for word in words(name)]
    return " ".join(parts)[:_LONGEST].strip()


def headline(text: str) -> str:
    """Begin *text* with a capital letter."""
    return text[:1].upper() + text[1:]


def described(name: str, value: Value) -> str:
    """Describe a member by its name and its type."""
    spelt = humanised(name)
    known = _KNOWN.get(spelt.lower())
    if known is not None:
        return known
    if not spelt:
        return "A value whose name has no words."
    kind = value.get("type")
    listed = kind == "array" or value.items is not None
    last = spelt.rpartition(" ")[2].lower()
    rest = spelt.rpartition(" ")[0]
    if last in {"url", "uri"} and rest:
        return f"Address of the {rest}."
    if last in {"urls", "uris"} and rest:
        return f"Addresses of {rest}s." if not rest.endswith("s") else f"Addresses of {rest}."
    if last in {"id", "uuid"} and rest:
        return f"Id of the {rest}."
    if kind == "boolean":
        verb = spelt.partition(" ")[0]
        if verb in {"enable", "use", "is", "has", "add", "keep", "return", "include", "with"}:
            return f"Switch: {spelt}."
        return f"Whether there is {spelt}." if " " not in spelt else f"Switch: {spelt}."
    return f"{headline(spelt)}{', a list' if listed else ''}."
