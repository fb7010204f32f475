"""Fields, sort and filter of the Data API's ``get.*`` methods."""

from __future__ import annotations

import pytest

from tests.simulator.stage import Json, Stage, ask, listed, office, on_stage, refused


def _leaf(field: str, operator: str, value: object = None) -> Json:
    leaf: Json = {"field": field, "operator": operator}
    return leaf if value is None else {**leaf, "value": value}


async def _ids(stage: Stage, filter_: Json, method: str = "get.contacts") -> list[int]:
    return [row["id"] for row in await listed(stage, method, filter=filter_, fields=["id"])]


@pytest.mark.parametrize(
    ("filter_", "ids"),
    [
        (_leaf("id", "=", 502), [502]),
        (_leaf("id", "!=", 502), [501, 503, 504, 505]),
        (_leaf("id", "<", 503), [501, 502]),
        (_leaf("id", ">=", 504), [504, 505]),
        (_leaf("id", "in", [505, 501, 9]), [501, 505]),
        (_leaf("id", "not_in", [502, 503, 504]), [501, 505]),
        (_leaf("full_name", "like", "%ова %"), [504]),
        (_leaf("full_name", "ilike", "СМИРНОВ%"), [501]),
        (_leaf("full_name", "like", "СМИРНОВ%"), []),
        (_leaf("full_name", "not_ilike", "%а%"), [503]),
        (_leaf("last_name", "regexp", "^(См|Мо)"), [501, 503]),
        (_leaf("phone_numbers", "overlap", ["74951112233", "79001234569"]), [501, 503]),
        (_leaf("phone_numbers", "not_overlap", ["74951112233"]), [502, 503, 504, 505]),
        (_leaf("phone_numbers", "jsquery", '# = "79001234570"'), [504]),
        (_leaf("personal_manager_id", "is_not_null"), [501]),
        (_leaf("personal_manager_id", "is_null"), [502, 503, 504, 505]),
        # Nothing compares with null.
        (_leaf("personal_manager_id", "!=", 1), [501]),
        (
            {"condition": "or", "filters": [_leaf("id", "=", 501), _leaf("id", "=", 505)]},
            [501, 505],
        ),
        (
            {
                "condition": "and",
                "filters": [
                    {"condition": "or", "filters": [_leaf("id", "<", 503), _leaf("id", "=", 505)]},
                    _leaf("first_name", "=", "реклама"),
                ],
            },
            [505],
        ),
    ],
)
async def test_filter_finds_what_it_says(stage: Stage, filter_: Json, ids: list[int]) -> None:
    assert await _ids(stage, filter_) == ids


async def test_objects_are_searched_by_one_of_their_names(stage: Stage) -> None:
    filter_ = _leaf("groups", "jsquery", "#.group_id = 71")
    assert await _ids(stage, filter_, "get.employees") == [123457, 123458]


def _deep(levels: int) -> Json:
    filter_ = _leaf("id", "=", 501)
    for _ in range(levels):
        filter_ = {"condition": "and", "filters": [filter_]}
    return filter_


async def test_trees_are_at_most_three_deep(stage: Stage) -> None:
    assert await _ids(stage, _deep(3)) == [501]
    word, field = await refused(stage, "get.contacts", filter=_deep(4))
    assert word == "invalid_parameter_value"
    assert field is not None
    assert field.endswith("filters")


@pytest.mark.parametrize(
    ("filter_", "word", "field"),
    [
        ([], "data_type_error", "filter"),
        ({}, "required_parameter_missed", "filter.field"),
        (_leaf("shoe_size", "=", 1), "invalid_parameter_value", "filter.field"),
        ({"field": 1, "operator": "="}, "data_type_error", "filter.field"),
        ({"field": "id"}, "required_parameter_missed", "filter.operator"),
        (_leaf("id", "~", 1), "invalid_parameter_value", "filter.operator"),
        (_leaf("id", "like", "5%"), "invalid_parameter_value", "filter.operator"),
        (_leaf("phone_numbers", "=", "79001234567"), "invalid_parameter_value", "filter.operator"),
        (_leaf("id", "="), "required_parameter_missed", "filter.value"),
        (_leaf("id", "=", "501"), "data_type_error", "filter.value"),
        (_leaf("id", "=", True), "data_type_error", "filter.value"),
        (_leaf("id", "in", 501), "data_type_error", "filter.value"),
        (_leaf("id", "in", ["501"]), "data_type_error", "filter.value"),
        (_leaf("last_name", "regexp", "("), "invalid_parameter_value", "filter.value"),
        (_leaf("phone_numbers", "jsquery", "79"), "invalid_parameter_value", "filter.value"),
        ({**_leaf("id", "=", 1), "and": 2}, "unexpected_parameters", "filter.and"),
        ({"filters": [_leaf("id", "=", 1)]}, "required_parameter_missed", "filter.condition"),
        ({"condition": "and"}, "required_parameter_missed", "filter.filters"),
        ({"condition": "and", "filters": []}, "invalid_parameter_value", "filter.filters"),
        ({"condition": "xor", "filters": [1]}, "invalid_parameter_value", "filter.condition"),
        ({"condition": "and", "filters": [1]}, "data_type_error", "filter.filters"),
    ],
)
async def test_filter_is_checked(stage: Stage, filter_: object, word: str, field: str) -> None:
    assert await refused(stage, "get.contacts", filter=filter_) == (word, field)


async def test_field_that_cannot_be_filtered_by_says_so(stage: Stage) -> None:
    filter_ = _leaf("coach", "is_null")
    assert await refused(stage, "get.employees", filter=filter_) == (
        "filter_prohibited",
        "filter.field",
    )


async def test_sort_by_several_fields(stage: Stage) -> None:
    rows = await listed(
        stage,
        "get.contacts",
        fields=["id", "personal_manager_id"],
        sort=[{"field": "personal_manager_id"}, {"field": "id", "order": "desc"}],
    )
    assert [row["id"] for row in rows] == [501, 505, 504, 503, 502]


@pytest.mark.parametrize(
    ("sort", "word", "field"),
    [
        ({"field": "id"}, "data_type_error", "sort"),
        (["id"], "data_type_error", "sort"),
        ([{"order": "asc"}], "required_parameter_missed", "sort.field"),
        ([{"field": "id", "order": "up"}], "invalid_parameter_value", "sort.order"),
        ([{"field": "shoe_size"}], "invalid_parameter_value", "sort.field"),
        ([{"field": "phone_numbers"}], "sort_prohibited", "sort.field"),
        ([{"field": "id", "by": 1}], "unexpected_parameters", "sort.by"),
    ],
)
async def test_sort_is_checked(stage: Stage, sort: object, word: str, field: str) -> None:
    assert await refused(stage, "get.contacts", sort=sort) == (word, field)


async def test_total_is_of_everything_that_passes_the_filter(stage: Stage) -> None:
    reply = await ask(stage, "get.contacts", filter=_leaf("id", ">", 501), limit=1, offset=3)
    assert [row["id"] for row in reply["result"]["data"]] == [505]
    assert reply["result"]["metadata"]["total_items"] == 4


async def test_offset_ends_at_a_hundred_thousand(stage: Stage) -> None:
    assert await refused(stage, "get.contacts", offset=100_001) == (
        "invalid_parameter_value",
        "offset",
    )
    assert await listed(stage, "get.contacts", offset=100_000) == []


async def test_a_hundred_thousand_contacts_are_read_page_by_page() -> None:
    async with on_stage(office(contacts=(), generate_contacts=100_000)) as stage:
        seen: set[int] = set()
        for offset in range(0, 100_000, 10_000):
            rows = await listed(
                stage, "get.contacts", limit=10_000, offset=offset, fields=["id", "phone_numbers"]
            )
            seen.update(row["id"] for row in rows)
        assert len(seen) == 100_000
