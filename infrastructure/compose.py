"""Composes the one template of a stage: our parts, the functions, and the routes that Chalice packaged."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from infrastructure import key_generations
from infrastructure.edge.headers import API_POLICY, SITE_POLICY, headers_policy, portal_policy
from infrastructure.edge.viewer_request import viewer_request
from infrastructure.functions import Function, read_functions, render_functions
from infrastructure.permissions import load_permissions
from infrastructure.rest_api import definition, render_api
from infrastructure.stage import Stage

PARTS = Path(__file__).with_name("templates")
SIGNIN_ORIGIN = "https://${AWS::StackName}-${AWS::AccountId}.auth.${AWS::Region}.amazoncognito.com"

Template = dict[str, Any]


class DuplicateResourceError(Exception):
    """Two parts of the template define the same name."""


def compose(stage: Stage, swagger: dict[str, Any], pages: Iterable[str], runtime: str = "python3.11") -> Template:
    """The template of a stage as JSON data; equal arguments give an equal template.

    `swagger`: the definition that `chalice package` generated; `pages`: folders of the site (`/ar/`, …);
    `runtime`: the Lambda runtime that the package was built for.
    """
    values = stage_values(stage, pages)
    template: Template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": f"e-blagh, stage {stage.name}",
        "Parameters": {
            "CodeBucket": {"Type": "String", "Description": "where the package was uploaded"},
            "CodeKey": {"Type": "String", "Description": "its key, which holds the hash of its content"},
            "SiteOrigin": {"Type": "String", "Description": "address of the site, without a slash at the end"},
        },
        "Resources": {},
        "Outputs": {
            "ApiId": {"Value": {"Ref": "RestAPI"}},
            "Region": {"Value": {"Ref": "AWS::Region"}},
        },
    }
    table: dict[str, Any] = {}
    for file in sorted(PARTS.glob("*.yaml")):
        part = read_part(file, values)
        if file.stem == "functions":
            table = part
            continue
        merge(template["Resources"], part.get("Resources", {}))
        merge(template["Resources"], part.get("CloudOnly", {}) if stage.cloud else {})
        merge(template["Resources"], key_generations.of_each(part.get("EachGeneration", {}), stage.key_generations))
        merge(template["Outputs"], part.get("Outputs", {}))
    functions: list[Function] = read_functions(table)
    rendered = render_functions(functions, table["Environment"], load_permissions(), stage, runtime)
    merge(template["Resources"], rendered)
    merge(template["Resources"], render_api(definition(swagger, functions), functions, stage))
    return template


def stage_values(stage: Stage, pages: Iterable[str]) -> dict[str, Any]:
    """What `!Stage name` stands for in the parts: the settings, and what follows from them."""
    signin = SIGNIN_ORIGIN if stage.cloud else None
    flows = ["ALLOW_REFRESH_TOKEN_AUTH", *(["ALLOW_ADMIN_USER_PASSWORD_AUTH"] if stage.password_flow else [])]
    return {
        **vars(stage),
        **key_generations.stage_values(stage.key_generations),
        "deletion_policy": "Retain" if stage.protected else "Delete",
        "anchor_policy": "Retain" if stage.cloud else "Delete",
        "pool_protection": "ACTIVE" if stage.protected else "INACTIVE",
        "mfa_methods": {"Ref": "AWS::NoValue"} if stage.mfa == "OFF" else ["SOFTWARE_TOKEN_MFA"],
        "auth_flows": flows,
        "signin_origin": {"Fn::Sub": signin or "${SiteOrigin}"},
        "viewer_request": viewer_request(pages, stage.leave_to),
        "site_headers": headers_policy("site", SITE_POLICY),
        "portal_headers": headers_policy("portal", portal_policy(signin)),
        "api_headers": headers_policy("api", API_POLICY, override=False),
    }


def read_part(file: Path, values: dict[str, Any]) -> dict[str, Any]:
    """One file of `templates/`, its short CloudFormation tags written out and `!Stage` filled in."""

    class Loader(yaml.SafeLoader):
        """YAML with the few tags that the parts use; aliases are copied, JSON knows none."""

    Loader.add_constructor("!Ref", lambda loader, node: {"Ref": node.value})
    Loader.add_constructor("!Sub", lambda loader, node: {"Fn::Sub": node.value})
    Loader.add_constructor("!GetAtt", lambda loader, node: {"Fn::GetAtt": node.value.split(".", 1)})
    Loader.add_constructor("!Stage", lambda loader, node: values[node.value])
    part: dict[str, Any] = json.loads(json.dumps(yaml.load(file.read_text(), Loader)))
    return part


def merge(whole: dict[str, Any], part: dict[str, Any]) -> None:
    """Adds the members of `part`; raises `DuplicateResourceError` rather than let one win silently."""
    twice = whole.keys() & part.keys()
    if twice:
        raise DuplicateResourceError(f"defined twice: {', '.join(sorted(twice))}")
    whole.update(part)


def as_json(template: Template) -> str:
    """The bytes that are deployed; sorted, so that the same stack has the same text."""
    return json.dumps(template, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
