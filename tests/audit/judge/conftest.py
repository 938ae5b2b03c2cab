import pytest

from prongsai.audit.judge import year, year_evidence


@pytest.fixture(params=["quick", "plain"])
def both_ways_of_years(request, monkeypatch):
    """Years are seen and weighed as installed, then in plain Python; the first is plain too where nothing was built."""
    if request.param == "plain":
        monkeypatch.setattr(year_evidence, "_read", year_evidence._read_plainly)
        monkeypatch.setattr(year, "_weigh", year._weigh_plainly)
