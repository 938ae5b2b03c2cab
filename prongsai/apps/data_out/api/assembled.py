"""The API as one, with its description in OpenAPI 3.1."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from prongsai.apps.data_out.api.problems import TYPE, answer_errors
from prongsai.apps.data_out.api.read import router as read
from prongsai.apps.data_out.api.write import router as write

ABOUT = (
    "What Thai local governments publish for their yearly measures on integrity and transparency. Reading needs no key. "
    "A key writes drafts; people approve and publish. Years are fiscal years of the Buddhist era."
)


class DescribedAPI(NinjaAPI):
    """Says of its errors that they are application/problem+json."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function: short, and the same in every release."""
        name: str = operation.view_func.__name__
        return name

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description."""
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {TYPE: answer["content"].pop("application/json")}
        return schema


api = DescribedAPI(
    title="prongsai",
    version="1",
    description=ABOUT,
    urls_namespace="data_out_api",
    docs_url=None,
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
api.add_router("", read)
api.add_router("", write)
answer_errors(api)
