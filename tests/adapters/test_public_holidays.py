"""Public holidays of government offices, against days known from the cabinet's announcements."""

from datetime import date

import pytest

from prongsai.adapters.public_holidays import public_holidays


class TestPublicHolidays:
    @pytest.mark.parametrize(
        ("day", "thai", "english"),
        [
            (date(2022, 10, 14), "วันหยุดพิเศษ", "Bridge"),
            (date(2022, 10, 24), "ชดเชยวันปิยมหาราช", "in lieu"),
            (date(2023, 3, 6), "วันมาฆบูชา", "Makha Bucha"),
            (date(2023, 5, 17), "วันพืชมงคล", "Ploughing"),
            (date(2024, 4, 12), "วันหยุดพิเศษ", "Bridge"),
            (date(2025, 8, 11), "วันหยุดพิเศษ", "Bridge"),
            (date(2026, 6, 1), "ชดเชยวันวิสาขบูชา", "Visakha Bucha"),
        ],
    )
    def test_names_days_off_in_both_languages(self, day, thai, english):
        why = public_holidays(2022, 2027)[day]

        assert thai in why.th
        assert english in why.en

    @pytest.mark.parametrize("year", range(2023, 2028))
    def test_labour_day_and_childrens_day_free_no_office(self, year):
        names = [why.th for day, why in public_holidays(year, year).items() if day.year == year]

        assert date(year, 5, 1) not in public_holidays(year, year)
        assert not any("แรงงาน" in name or "วันเด็ก" in name for name in names)

    def test_every_fiscal_year_from_2566_to_2570_has_its_fixed_days(self):
        listed = public_holidays(2022, 2027)

        for year in range(2023, 2028):
            for month, number in ((1, 1), (4, 6), (4, 13), (4, 14), (4, 15), (5, 4), (7, 28), (8, 12)):
                assert date(year, month, number) in listed
            for month, number in ((10, 13), (10, 23), (12, 5), (12, 10), (12, 31)):
                assert date(year - 1, month, number) in listed

    def test_are_in_order(self):
        days = list(public_holidays(2025, 2026))

        assert days == sorted(days)
        assert all("" not in why for why in public_holidays(2025, 2026).values())
