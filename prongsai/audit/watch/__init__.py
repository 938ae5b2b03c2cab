"""The watch: what changed between two visits of a page, and whether it was broken into."""

from prongsai.audit.watch.change import Change, compare_visits
from prongsai.audit.watch.cloaking import find_cloaking
from prongsai.audit.watch.defacement import find_defacement, find_replaced_content
from prongsai.audit.watch.visit_snapshot import VisitSnapshot

__all__ = ["Change", "VisitSnapshot", "compare_visits", "find_cloaking", "find_defacement", "find_replaced_content"]
