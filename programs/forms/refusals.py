from __future__ import annotations

from django.forms import Form

from services.errors import Refused


def tell(form: Form, refused: Refused) -> None:
    """Put each sentence of a refusal at its field, and what it says as a whole on top."""
    for name, sentences in refused.fields.items():
        if name in form.fields:
            form.add_error(name, sentences)
    form.add_error(None, str(refused))
