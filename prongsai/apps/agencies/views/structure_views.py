"""Units, sections and posts, and who is in them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.agencies import leaving, post_actions, queries
from prongsai.apps.agencies.models import Post
from prongsai.apps.agencies.pages import list_structure, post_view
from prongsai.apps.agencies.permissions import MANAGE_AGENCY
from prongsai.apps.agencies.post_forms import AppointForm, EndForm, PostForm, UnitForm
from prongsai.apps.agencies.usual import usual_sections
from prongsai.apps.agencies.views import current, person
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import said
from prongsai.wiring import bangkok_today


def structure(request: HttpRequest) -> HttpResponse:
    """The top, and every division with its sections, posts and who is in them today. The button adds the usual posts."""
    agency = current(request)
    if request.method == "POST":
        made = post_actions.add_usual_posts(agency=agency, by=person(request), at=timezone.now())
        messages.success(request, _("เพิ่มตำแหน่งแล้ว %(count)d ตำแหน่ง") % {"count": len(made)})
        return redirect("agencies:structure")
    top, divisions = list_structure(queries.list_units(agency), queries.list_posts(agency), bangkok_today())
    context = {"section": "agency", "agency": agency, "top": top, "divisions": divisions}
    return render(request, "agencies/structure.html", context)


def unit_change(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Name, other names and sections of a division."""
    row = queries.unit_for(person(request), unit_id, MANAGE_AGENCY)
    row = row.parent or row
    sections = [section.name for section in row.sections.all()]
    initial = {"name": row.name, "aliases": "\n".join(row.aliases), "sections": "\n".join(sections)}
    form = UnitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            post_actions.change_unit(unit=row, by=person(request), at=timezone.now(), **form.cleaned_data)
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกแล้ว"))
            return redirect("agencies:structure")
    usual = [name for name in usual_sections(row.code) if name not in sections]
    context = {"section": "agency", "unit": row, "form": form, "usual": usual}
    return render(request, "agencies/unit_change.html", context)


def post_add(request: HttpRequest) -> HttpResponse:
    """A post of one's own naming."""
    agency = current(request)
    form = PostForm(agency, request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            post = post_actions.add_post(
                agency=agency,
                kind=values["kind"],
                title=values["title"],
                unit=values["unit"],
                by=person(request),
                at=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            return redirect("agencies:post_detail", post.pk)
    return render(request, "agencies/post_add.html", {"section": "agency", "form": form})


def post_detail(request: HttpRequest, post_id: int) -> HttpResponse:
    """Who is, was and will be in a post; putting someone in."""
    post = queries.post_for(person(request), post_id, MANAGE_AGENCY)
    form = AppointForm(post, request.POST or None, initial={"capacity": "holder", "from_on": bangkok_today()})
    if request.method == "POST" and form.is_valid():
        try:
            post_actions.appoint(post=post, by=person(request), at=timezone.now(), **form.cleaned_data)
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("บันทึกผู้ดำรงตำแหน่งแล้ว"))
            return redirect("agencies:post_detail", post.pk)
    return _show_post(request, post, form)


def post_change(request: HttpRequest, post_id: int) -> HttpResponse:
    """Another title of a post, or away with it."""
    post = queries.post_for(person(request), post_id, MANAGE_AGENCY)
    form = PostForm(post.agency, request.POST or None, is_new=False, initial={"title": post.title})
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                post_actions.remove_post(post=post, by=person(request), at=timezone.now())
                messages.success(request, _("ลบตำแหน่งแล้ว"))
                return redirect("agencies:structure")
            if form.is_valid():
                values = form.cleaned_data
                post_actions.change_post(post=post, title=values["title"], by=person(request), at=timezone.now())
                messages.success(request, _("บันทึกแล้ว"))
                return redirect("agencies:post_detail", post.pk)
        except PersonError as error:
            form.add_error(None, said(error))
    return render(request, "agencies/post_change.html", {"section": "agency", "post": post, "form": form})


def holding_end(request: HttpRequest, holding_id: int) -> HttpResponse:
    """The last day of someone in a post: what open work moves and to whom is shown before it is confirmed."""
    row = queries.holding_for(person(request), holding_id, MANAGE_AGENCY)
    today = bangkok_today()
    form = EndForm(request.POST or None, initial={"until_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            by, now = person(request), timezone.now()
            if row.from_on > today:
                post_actions.cancel_holding(holding=row, by=by, at=now)
            else:
                leaving.leave_post(holding=row, until_on=form.cleaned_data["until_on"], today=today, by=by, at=now)
        except PersonError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("สิ้นสุดการดำรงตำแหน่งแล้ว"))
            return redirect("agencies:post_detail", row.post_id)
    has_begun = row.from_on <= today
    leaver = leaving.leaver_of_post(row, today)
    context = {
        "section": "agency",
        "row": row,
        "post": row.post,
        "form": form,
        "has_begun": has_begun,
        "moving": leaving.list_moving(leaver) if has_begun else [],
        "headless": leaving.list_left_headless(leaver) if has_begun else [],
    }
    return render(request, "agencies/holding_end.html", context)


def _show_post(request: HttpRequest, post: Post, form: AppointForm) -> HttpResponse:
    lines = post_view(post, bangkok_today())
    context = {"section": "agency", "post": post, "form": form, "lines": lines}
    return render(request, "agencies/post_detail.html", context)
