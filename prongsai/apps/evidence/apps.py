"""The app that has evidence checked, keeps what was seen, and asks people to mend it."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Checks, answers, requests, notices."""

    name = "prongsai.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from prongsai.apps.agencies.leaving import on_leaving
        from prongsai.apps.cycles.visitor import register_visitor
        from prongsai.apps.evidence.auditor import Auditor
        from prongsai.apps.evidence.leaving import OpenNotices
        from prongsai.apps.evidence.nightly import VISITOR
        from prongsai.apps.plans.evidence_port import set_auditor

        on_leaving.append(OpenNotices())
        set_auditor(Auditor())
        register_visitor(VISITOR)
