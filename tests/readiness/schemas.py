"""Makes the published schemas from the models, with the docstrings of their fields as descriptions."""

import ast
import inspect
import json
from types import ModuleType
from typing import Any

from inpatient_hub.domain import readiness, readiness_facts, readiness_network
from inpatient_hub.domain.readiness import Report
from inpatient_hub.domain.readiness_facts import Facts

Schema = dict[str, Any]


def report_schema() -> Schema:
    """The form of a report. Every field is always there, and whoever reads it must pass over fields it does not know:
    a version may gain some."""
    schema = Report.model_json_schema(mode="serialization")
    for model in (schema, *schema["$defs"].values()):
        if "properties" in model:
            del model["additionalProperties"]
            model["required"] = sorted(model["properties"])
    return _described(schema, "Readiness report of Inpatient Hub", readiness)


def facts_schema() -> Schema:
    """The form of a facts file. The program refuses a file with a field it does not know."""
    schema = Facts.model_json_schema(mode="validation")
    return _described(schema, "Facts file of Inpatient Hub", readiness_facts, readiness_network)


def as_text(schema: Schema) -> str:
    """A schema as the file that ships."""
    return json.dumps(schema, sort_keys=True, indent=2, ensure_ascii=True) + "\n"


def _described(schema: Schema, title: str, *modules: ModuleType) -> Schema:
    words = {name: fields for module in modules for name, fields in _field_words(module).items()}
    models = {schema["title"]: schema, **schema["$defs"]}
    for name, model in models.items():
        for field, said in words.get(name, {}).items():
            model["properties"][field]["description"] = said
        for described in model.get("properties", {}).values():
            described.pop("title", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def _field_words(module: ModuleType) -> dict[str, dict[str, str]]:
    """By class and field, the docstring that stands under the field."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: dict(_under_fields(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _under_fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    found = []
    for field, after in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            found.append((field.target.id, inspect.cleandoc(str(after.value.value))))
    return found
