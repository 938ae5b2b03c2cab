"""What a browser's authenticator answered, taken apart before anything trusts its shape: anybody may post anything."""

import struct
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse


class PasskeyAnswerField(forms.JSONField):
    """A hidden field that a script fills in; gives the answer as a dict, None when empty."""

    widget = forms.HiddenInput
    default_error_messages = {"invalid": _("ใช้พาสคีย์ไม่สำเร็จ กรุณาลองใหม่ หรือใช้วิธีอื่น")}

    def __init__(self, kind: type[AuthenticationResponse] | type[RegistrationResponse], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def clean(self, value: Any) -> dict[str, Any] | None:
        """Raises ValidationError for whatever no authenticator gives."""
        answer = super().clean(value)
        if answer in self.empty_values:
            return None
        try:
            response = self.kind.from_dict(answer).response
            if self.kind is AuthenticationResponse and not isinstance(answer["response"].get("userHandle"), str | None):
                raise TypeError("userHandle")
            if response.client_data.type not in {"webauthn.get", "webauthn.create"}:
                raise ValueError("type")
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        assert isinstance(answer, dict)
        return answer
