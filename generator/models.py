"""The only door to datamodel-code-generator: clean schemas of our own in, source text out.

Nothing is done to the text afterwards but to make one import relative, which datamodel-code-generator
cannot spell, and to format it; that each promised class is there is checked.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, Literal

Kind = Literal["params", "results"]

FILE_INPUT = "_runtime.inputs.FileInput"
"""The type of an input that may be given as a file, as `customTypePath` names it."""


class ModelsDiffer(Exception):
    """datamodel-code-generator did not emit the classes that were asked for: a bug of ours."""


def models_source(schemas: Mapping[str, Mapping[str, Any]], kind: Kind, header: str) -> str:
    """Spell *schemas*, by class name, as TypedDicts (params) or pydantic models (results).

    *header* is the docstring of the module. Every schema's `title` is its class name.
    """
    from datamodel_code_generator import InputFileType, LiteralType, generate
    from datamodel_code_generator.enums import DataModelType
    from datamodel_code_generator.format import Formatter, PythonVersion

    results = kind == "results"
    output = DataModelType.PydanticV2BaseModel if results else DataModelType.TypingTypedDict
    source = generate(
        _document(schemas),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=output,
        target_python_version=PythonVersion.PY_311,
        allow_extra_fields=results,
        custom_file_header=header,
        disable_future_imports=not results,  # TypedDict needs its annotations at run time
        disable_timestamp=True,
        enum_field_as_literal=LiteralType.All,
        field_constraints=True,
        formatters=[Formatter.BUILTIN],  # layout is the format stage's work
        special_field_name_prefix="field" if results else "",
        strict_nullable=True,
        use_annotated=True,
        use_closed_typed_dict=False,
        use_double_quotes=True,
        use_field_description=True,
        use_inline_field_description=True,  # pydantic reading docstrings delays the first result
        use_schema_description=True,
        use_single_line_docstring=True,
        use_standard_collections=True,
        use_title_as_name=True,
        use_union_operator=True,
    )
    if not isinstance(source, str):
        raise ModelsDiffer(f"expected text, got {type(source).__name__}")
    _check(source, schemas)
    return _with_relative_import(source)


def _with_relative_import(source: str) -> str:
    module, _, name = FILE_INPUT.rpartition(".")
    return source.replace(f"from {module} import {name}", f"from ....{module} import {name}")


def _document(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return an OpenAPI document that holds *schemas* and nothing else."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "0"},
        "paths": {},
        "components": {"schemas": dict(schemas)},
    }


def _check(source: str, schemas: Mapping[str, Any]) -> None:
    """Make sure that every promised class is defined, and nothing else."""
    defined = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            defined.add(node.targets[0].id)
    if defined != set(schemas):
        missing, surplus = sorted(set(schemas) - defined), sorted(defined - set(schemas))
        raise ModelsDiffer(f"models differ: missing {missing}, not asked for {surplus}")
