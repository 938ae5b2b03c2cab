"""What an error of libcurl means: a name that DNS does not know is no time-out."""

import pycurl
import pytest

from prongsai.adapters.http_problem import problem_of
from prongsai.adapters.http_pycurl import TIMED_OUT


class TestProblemOf:
    def test_a_name_that_is_not_known_is_no_address(self):
        said = "Could not resolve host: nowhere.go.th"

        assert problem_of(pycurl.E_COULDNT_RESOLVE_HOST, said, verify_result=0) == ("no_address", "")
        assert "no_address" not in TIMED_OUT

    @pytest.mark.parametrize(
        ("code", "problem"),
        [
            (pycurl.E_COULDNT_CONNECT, "connection_refused"),
            (pycurl.E_GOT_NOTHING, "connection_reset"),
            (pycurl.E_URL_MALFORMAT, "bad_address"),
            (pycurl.E_OUT_OF_MEMORY, "connection_reset"),
        ],
    )
    def test_other_errors_are_never_a_missing_name(self, code, problem):
        assert problem_of(code, "Could not resolve host", verify_result=0)[0] == problem
