"""How the API describes itself: keys, versions and errors are the same everywhere, so they are said once."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class Refusal(serializers.Serializer):
    """Why it was refused: a code for programs, a sentence for people, and sentences by field."""

    type = serializers.CharField()
    detail = serializers.CharField()
    fields = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))  # type: ignore[assignment]


class StaleRefusal(Refusal):
    """Somebody changed it in between; `current` is the row as it stands now."""

    current = serializers.DictField()


KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "maxLength": 200},
    "description": "A text of your own, new for each thing you send. A repeat gets the first answer and does nothing; "
    "the same key with another body is a 422, and a 409 while the first is still running. Kept 30 days.",
}
SEEN = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of the version you saw. Missing: 428. Changed by somebody in between: 412.",
}
WHY = {
    "name": "Access-Reason",
    "in": "header",
    "schema": {"type": "string", "maxLength": 300},
    "description": "Why this record is opened, from those who owe a reason. Missing: 403. It opens for an hour.",
}
ETAG = {"ETag": {"schema": {"type": "string"}, "description": "The version of the row, quoted."}}
ALWAYS = {"401": Refusal}
WHEN = {
    "403": "A reason is owed.",
    "404": "Not there, or not yours.",
    "409": "Not possible in this state.",
    "412": "Changed in between; nothing was saved.",
    "422": "Not acceptable as it is.",
    "428": "The version is missing.",
    "429": "Too much at once; Retry-After says in how many seconds to come again.",
    "400": "Malformed: no JSON object, a bad header or cursor.",
    "401": "No token, or one that is not known here.",
}


class Schema(AutoSchema):
    def _handler(self):
        return getattr(self.view, getattr(self.view, "action", "") or "", None)

    def get_request_serializer(self):
        return self._shape("takes", {"create": "Input", "partial_update": "Change", "update": "Change"})

    def get_response_serializers(self):
        shape = self._shape("gives", {"list": "Output"}, default="Detail")
        return {str(getattr(self._handler(), "status", 201 if self.view.action == "create" else 200)): shape}

    def _shape(self, word: str, by_action: dict[str, str], default: str = ""):
        """What a step says it takes or gives; else the view's own shape for this action."""
        handler = self._handler()
        if hasattr(handler, word):
            return getattr(handler, word)
        return getattr(self.view, by_action.get(self.view.action, default) or "Nothing", None)

    def get_override_parameters(self):
        return []

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if not operation:
            return operation
        key_is = getattr(self._handler(), "key_is", "")
        parameters = operation.setdefault("parameters", [])
        if key_is:
            parameters.append(KEY | ({"required": True} if key_is == "required" else {}))
        if self.needs_version:
            parameters.append(SEEN)
        if self.view.action in self.view.asks_why:
            parameters.append(WHY)
        if not parameters:
            del operation["parameters"]
        for status, response in operation["responses"].items():
            if status.startswith("2") and self.has_version:
                response["headers"] = ETAG
        for status in sorted(self._refusals()):
            operation["responses"][status] = self._refusal(status)
        return operation

    @property
    def needs_version(self) -> bool:
        return self.view.action in ("partial_update", "update")

    @property
    def has_version(self) -> bool:
        shape = self.get_response_serializers()
        serializer = next(iter(shape.values()))
        named = getattr(serializer, "_declared_fields", {}) | dict.fromkeys(
            getattr(getattr(serializer, "Meta", None), "fields", ())
        )
        return "version" in named and self.view.action != "list"

    def _refusals(self) -> set[str]:
        statuses = {"401", "404", "429"}
        if self.view.action == "list":
            statuses |= {"400", "422"}
        if self.view.action in self.view.asks_why:
            statuses.add("403")
        if self.method in ("POST", "PATCH", "PUT"):
            statuses |= {"400", "409", "422"}
        if self.needs_version:
            statuses |= {"412", "428"}
        return statuses

    def _refusal(self, status: str) -> dict:
        component = self.resolve_serializer(StaleRefusal if status == "412" else Refusal, "response")
        return {"description": WHEN[status], "content": {"application/json": {"schema": component.ref}}}
