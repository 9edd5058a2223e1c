"""The tables of the template are those that the code writes: keys, indexes, projections."""

from typing import Any

from pynamodb.attributes import Attribute

from chalicelib.stores import tables
from infrastructure.compose import Template

INDEXES = {
    "CasesTable": [
        tables.ByQueue,
        tables.ByOpen,
        tables.ByAssignee,
        tables.ByDue,
        tables.ByDeadline,
        tables.ByContest,
        tables.ByMonth,
    ],
    "AuditTable": [tables.ByHour],
}


def keys(schema: list[dict[str, str]]) -> dict[str, str]:
    return {key["KeyType"]: key["AttributeName"] for key in schema}


def test_every_table_has_the_same_two_keys(template: Template) -> None:
    for name in ("CasesTable", "ReceiptsTable", "IdentitiesTable", "AuditTable", "TermsTable"):
        assert keys(template["Resources"][name]["Properties"]["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}


def test_indexes_and_projections_are_those_of_the_models(template: Template) -> None:
    for table, models in INDEXES.items():
        declared = {
            index["IndexName"]: index for index in template["Resources"][table]["Properties"]["GlobalSecondaryIndexes"]
        }
        expected: dict[str, Any] = {model.Meta.index_name: model for model in models}
        assert declared.keys() == expected.keys()
        for name, model in expected.items():
            attributes = [one for one in vars(model).values() if isinstance(one, Attribute)]
            assert keys(declared[name]["KeySchema"]) == {
                "HASH": next(one.attr_name for one in attributes if one.is_hash_key),
                "RANGE": next(one.attr_name for one in attributes if one.is_range_key),
            }
            projection = declared[name]["Projection"]
            assert projection["ProjectionType"] == model.Meta.projection.projection_type
            assert set(projection.get("NonKeyAttributes", [])) == set(model.Meta.projection.non_key_attributes or [])


def test_tables_are_paid_by_use_and_only_the_search_terms_have_no_recovery_copy(template: Template) -> None:
    for name in ("CasesTable", "ReceiptsTable", "IdentitiesTable", "AuditTable", "TermsTable"):
        properties = template["Resources"][name]["Properties"]
        assert properties["BillingMode"] == "PAY_PER_REQUEST"
        recovery = properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
        assert recovery is (name != "TermsTable")
