"""OpenAPI files of AI/ML API: one address for all models, told apart by the member `model`."""

from __future__ import annotations

from generator.importer.documents import Document
from generator.importer.facts import Reading
from generator.importer.forms import Form
from generator.importer.readers import openapi
from generator.importer.structure import mapping_of

FORM = Form("aimlapi-openapi", "an OpenAPI file of AI/ML API")


def recognise(document: Document) -> int:
    """Say that an OpenAPI document of this provider's host is one."""
    value = mapping_of(document)
    servers = value.get("servers")
    known = (
        [one.get("url") for one in servers if isinstance(one, dict)]
        if isinstance(servers, list)
        else []
    )
    if not any(isinstance(url, str) and "aimlapi.com" in url for url in known):
        return 0
    return min(openapi.recognise(document) * 2, 95)


def read(document: Document) -> Reading:
    """Read all operations of *document*, one for each model that it names."""
    return openapi.read_openapi(document, FORM.id, by_model=True)
