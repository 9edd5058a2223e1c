"""A change of keys on the template: two generations in force, each used by whom it should be, then one again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infrastructure.commands.check import lint
from infrastructure.compose import Template, as_json, compose
from infrastructure.stage import Stage, load_stage
from infrastructure.template_rules import findings
from tests.stack.conftest import PAGES

KEYS = ("IdentityKey", "ContactKey")


@pytest.fixture
def prod() -> Stage:
    return load_stage("prod")


def composed(stage: Stage, definition: dict[str, Any], *generations: int) -> Template:
    return compose(replace(stage, key_generations=generations), definition, PAGES)


def arn(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


def granted(template: Template, function: str, operation: str) -> list[Any]:
    policy = template["Resources"][f"{function}Role"]["Properties"]["Policies"][0]["PolicyDocument"]
    return [
        one for statement in policy["Statement"] if operation in statement["Action"] for one in statement["Resource"]
    ]


def variable(template: Template, function: str, name: str) -> Any:
    return template["Resources"][function]["Properties"]["Environment"]["Variables"][name]


def test_two_generations_are_as_clean_as_one(prod: Stage, sample_definition: dict[str, Any], tmp_path: Path) -> None:
    template = composed(prod, sample_definition, 1, 2)
    file = tmp_path / "template.json"
    file.write_text(as_json(template))
    assert lint(file, prod.region) == []
    assert findings(template, prod) == []


def test_functions_seal_with_the_newest_and_open_what_any_in_force_sealed(
    prod: Stage, sample_definition: dict[str, Any]
) -> None:
    template = composed(prod, sample_definition, 1, 2)
    assert variable(template, "PublicAPI", "IDENTITY_KEY_ID") == arn("IdentityKey2")
    assert variable(template, "PublicAPI", "CONTACT_KEY_ID") == arn("ContactKey2")
    # While the change is deployed, a function of before still seals with the key of before.
    assert granted(template, "PublicAPI", "kms:Encrypt") == [
        arn("IdentityKey2"),
        arn("IdentityKey"),
        arn("ContactKey2"),
        arn("ContactKey"),
    ]
    both = [arn("IdentityKey2"), arn("IdentityKey")]
    assert variable(template, "UnsealIdentity", "IDENTITY_KEY_IDS") == {"Fn::Join": [",", both]}
    assert granted(template, "UnsealIdentity", "kms:Decrypt") == both


def test_the_job_carries_from_former_keys_alone_and_sees_nothing(
    prod: Stage, sample_definition: dict[str, Any]
) -> None:
    template = composed(prod, sample_definition, 1, 2)
    assert granted(template, "ResealIdentities", "kms:ReEncryptFrom") == [arn("IdentityKey"), arn("ContactKey")]
    assert arn("IdentityKey2") in granted(template, "ResealIdentities", "kms:ReEncryptTo")
    for generations in ((1,), (1, 2), (2,), (2, 3)):
        template = composed(prod, sample_definition, *generations)
        functions = [n for n, one in template["Resources"].items() if one["Type"] == "AWS::Serverless::Function"]
        assert [one for one in functions if granted(template, one, "kms:Decrypt")] == ["UnsealIdentity"]
        carrying = [one for one in functions if granted(template, one, "kms:ReEncryptFrom")]
        # With one generation in force there is nothing to carry, and nobody who may.
        assert carrying == (["ResealIdentities"] if len(generations) > 1 else [])


def test_every_key_is_opened_by_one_role_and_left_by_one_job(prod: Stage, sample_definition: dict[str, Any]) -> None:
    template = composed(prod, sample_definition, 1, 2, 3)
    openers = {"IdentityKey": "UnsealIdentity", "ContactKey": "SendNotices"}
    for name in KEYS:
        for suffix in ("", "2", "3"):
            policy = template["Resources"][f"{name}{suffix}"]["Properties"]["KeyPolicy"]["Statement"]
            denied = {
                operation: [
                    one["Fn::Sub"].partition("${AWS::StackName}-")[2]
                    for one in statement["Condition"]["ArnNotLike"]["aws:PrincipalArn"]
                ]
                for statement in policy
                if statement["Effect"] == "Deny"
                for operation in statement["Action"]
            }
            opener, job = openers[name], "ResealIdentities"
            assert denied == {
                "kms:Decrypt": [opener, f"{opener}/*"],
                "kms:CreateGrant": [opener, f"{opener}/*"],
                "kms:ReEncryptFrom": [job, f"{job}/*"],
            }


def test_a_former_key_leaves_the_stack_and_outlives_it(prod: Stage, sample_definition: dict[str, Any]) -> None:
    before, after = composed(prod, sample_definition, 1, 2), composed(prod, sample_definition, 2)
    gone = before["Resources"].keys() - after["Resources"].keys()
    assert gone == set(KEYS)
    assert all(before["Resources"][name]["DeletionPolicy"] == "Retain" for name in gone)
    # What remains is not made anew.
    assert all(before["Resources"][f"{name}2"] == after["Resources"][f"{name}2"] for name in KEYS)


def test_a_stack_of_before_keeps_its_keys(prod: Stage, sample_definition: dict[str, Any]) -> None:
    assert set(KEYS) <= composed(prod, sample_definition, 1)["Resources"].keys()
    assert prod.key_generations == (1,)


@pytest.mark.parametrize("generations", ["[]", "[2, 1]", "[1, 1]", "[0]"])
def test_generations_out_of_shape_are_refused(
    generations: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        Path("infrastructure/stages.yaml")
        .read_text()
        .replace("key_generations: [1]", f"key_generations: {generations}")
    )
    file = tmp_path / "stages.yaml"
    file.write_text(text)
    monkeypatch.setattr("infrastructure.stage.FILE", file)
    with pytest.raises(TypeError, match="key_generations"):
        load_stage("prod")


def test_nobody_but_an_operator_may_start_the_job(prod: Stage, sample_definition: dict[str, Any]) -> None:
    template = composed(prod, sample_definition, 1, 2)
    triggers = [
        name
        for name, one in template["Resources"].items()
        if one["Type"] in ("AWS::Lambda::Permission", "AWS::Events::Rule", "AWS::Lambda::EventSourceMapping")
        and "ResealIdentities" in str(one)
    ]
    assert triggers == []
