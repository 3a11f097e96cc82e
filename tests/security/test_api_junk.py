"""Whatever is sent to the API, it answers: never with a 500, always in its one shape."""

from __future__ import annotations

from uuid import uuid4

import pytest
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests import factories
from tests.api import Api, token_of

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**18, max_value=10**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["", " ", "\x00", "\ud800", "0001-01-01", "9999-12-31", "2026-02-30", "2026-03-12T25:00:00Z"]
    ),
    st.sampled_from(
        ["present", "self", "completed", "2026-03-12", "2026-03-12T18:30:00Z", "18:30", str(uuid4())]
    ),
    st.lists(st.none() | st.text(max_size=5) | st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=5), max_size=2),
)


def _operations() -> list[tuple[str, str, list[str], list[str]]]:
    """Method, path, names of the body, names of the query: what the API says of itself."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
            body = schema["components"]["schemas"].get(name, {}).get("properties", {})
            query = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
            found.append((method, path, sorted(body), query))
    return found


def pytest_generate_tests(metafunc) -> None:
    if "operation" in metafunc.fixturenames:
        found = _operations()
        metafunc.parametrize("operation", found, ids=[f"{method} {path}" for method, path, *_rest in found])


@pytest.fixture
def ids(cast) -> dict[str, list[str]]:
    """Rows of every kind that an address may name."""
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    session = factories.make_session(group=cast.group)
    note = factories.make_note(enrollment=place, author=cast.tom, session=session)
    referral = factories.make_referral(client=cast.luis, owner=cast.tom)
    return {
        "clients": [cast.dan.pk],
        "referrals": [referral.pk],
        "programs": [cast.program.pk],
        "groups": [cast.group.pk],
        "sessions": [session.pk],
        "enrollments": [place.pk],
        "notes": [note.pk],
        "sites": [cast.north.pk],
        "staff": [cast.tom.pk],
        "services": [cast.service.pk],
    }


def test_junk_is_refused_and_breaks_nothing(cast, ids, operation):
    method, path, names, query = operation
    callers = [Api(token_of(cast.priya, "director")), Api(token_of(cast.tom, "counselor"))]
    resource = path.split("/")[3]
    # Half of the time a row that is there, half of the time one that is not.
    known = [str(pk) for pk in ids.get(resource, [])] + [str(uuid4())]
    values = st.one_of(JUNK, st.sampled_from([str(pk) for pks in ids.values() for pk in pks]))
    bodies = st.dictionaries(st.sampled_from(names) if names else st.text(max_size=5), values, max_size=6)
    queries = st.dictionaries(
        st.sampled_from(query or ["x"]), st.text(st.characters(codec="utf-8"), max_size=20)
    )

    @seed(20260312)
    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(callers),
        st.sampled_from(known),
        bodies,
        queries,
        st.sampled_from([None, "*", '"1"', "x"]),
    )
    def send(caller, pk, body, sought, seen):
        where = path.replace("{id}", pk).removeprefix("/api/v1/").strip("/").split("/")
        if method == "get":
            answer = caller.get(*where, **sought)
        elif method == "post":
            answer = caller.post(*where, body=body)
        else:
            answer = getattr(caller, method)(*where, body=body, seen=seen)
        assert answer.status_code < 500, answer.content
        if answer.status_code >= 400:
            assert {"type", "detail", "fields"} <= set(answer.json())

    send()
