"""Figures computed from the public project records, by name. An indicator names its measure; its value is shown beside
the announced one and never made to match it. Source of the definitions: domain reference 2.4.

    records = Records()                       # one a page: each table is asked at most once
    computed = compute("projects_operating", "个", "2024", records)

counts.py: projects_on_record, investment_on_record; projects_<group>, investment_<group> for the groups reserve,
signed, preparing, building, completed, operating; projects_signed_in_year, projects_started_in_year,
projects_completed_in_year, projects_production_in_year, projects_signed_and_started_in_year.
yearly.py, as on the statistics page: year_projects, year_investment, year_plan, year_done, year_rate, each also
_<level>; reporting_rate, start_rate, finish_rate, same_year_rate; days_signing_to_start and its like;
quarter_<start, completion, production>(_large); plan_reserve_projects, plan_reserve_investment.
invented.py, over the invented records: sample_month_amount, sample_year_amount, sample_year_plan, sample_year_rate.
"""

from . import counts, invented, yearly  # noqa: F401  each fills the list
from .base import MONEY, Computed, Records, choices, compute, misfit, names, needs_years

__all__ = ["MONEY", "Computed", "Records", "choices", "compute", "misfit", "names", "needs_years"]
