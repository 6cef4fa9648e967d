"""Pages of staff: found, made, changed, closed; their posts given and ended."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hantong.access import actions
from hantong.access.doors import allow
from hantong.access.links import password_path
from hantong.access.models import Staff
from hantong.access.refusals import AddressTaken, BeyondYourRights
from hantong.access.standing_in import refuse_to_stand_in
from hantong.kit.errors import Refused
from hantong.offices.actions.posts import appoint, end_post
from hantong.offices.models import Post
from hantong.offices.request import StaffRequest
from hantong.offices.staffing.forms import AccountForm, PostForm, StaffFilter, account_values
from hantong.offices.staffing.jobs import send_password_link, tell_of_factor_reset

PAGE = 30


@require_GET
@allow("access.edit")
def staff_list(request: StaffRequest) -> HttpResponse:
    """Show the staff of one's offices, found by name, address, department or state."""
    form = StaffFilter(request.GET, person=request.person)
    found = _found(Staff.objects.visible_to(request.person), form)
    pages = Paginator(found.prefetch_related("posts__role", "posts__department"), PAGE)
    context = {"form": form, "page_obj": pages.get_page(request.GET.get("page")), "now": now()}
    return render(request, "staffing/staff_list.html", context)


def _found(staff: QuerySet[Staff], form: StaffFilter) -> QuerySet[Staff]:
    if not form.is_valid():
        return staff.none()
    asked = form.cleaned_data
    if asked["q"]:
        staff = staff.filter(Q(name__icontains=asked["q"]) | Q(email__icontains=asked["q"]))
    if asked["department"]:
        staff = staff.filter(posts__department=asked["department"]).distinct()
    if asked["state"]:
        staff = staff.filter(is_active=asked["state"] == "active")
    return staff.order_by("name", "pk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow("access.edit")
def new_staff(request: StaffRequest) -> HttpResponse:
    """Make an account with its first post, and show the one-time link to set a password."""
    form = AccountForm(request.POST or None, initial={"language": "ko", "languages": ["ko"]})
    post_form = PostForm(request.POST or None, person=request.person)
    if form.is_valid() and post_form.is_valid():
        try:
            staff = _hire(request, form, post_form)
        except AddressTaken as refused:
            form.add_error("email", str(refused))
        except Refused as refused:
            post_form.add_error(refused.field or None, str(refused))
        else:
            return _link_page(request, staff)
    status = 422 if form.errors or post_form.errors else 200
    return render(request, "staffing/staff_form.html", {"form": form, "post_form": post_form}, status=status)


@transaction.atomic
def _hire(request: StaffRequest, form: AccountForm, post_form: PostForm) -> Staff:
    at = now()
    staff = actions.add_account(**form.cleaned_data, by=request.person.staff, at=at)
    _appoint(request, staff, post_form)
    return staff


def _appoint(request: StaffRequest, staff: Staff, form: PostForm) -> Post:
    asked = form.cleaned_data
    return appoint(
        staff=staff,
        role=asked["role"],
        department=asked["department"],
        place=asked["place"],
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        by=request.person,
        at=now(),
    )


def _link_page(request: StaffRequest, staff: Staff) -> HttpResponse:
    token = actions.invite(staff=staff, by=request.person.staff, at=now())
    link = request.build_absolute_uri(password_path(staff, token))
    send_password_link.defer(staff=str(staff.pk))
    return render(request, "staffing/password_link.html", {"staff": staff, "link": link})


@require_http_methods(["GET", "HEAD", "POST"])
@allow("access.edit")
def staff_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show an account with its posts, and change it."""
    staff = get_object_or_404(Staff.objects.visible_to(request.person), pk=pk)
    is_mine = Staff.objects.manageable_by(request.person).filter(pk=pk).exists()
    form = AccountForm(request.POST or None, initial=account_values(staff))
    if request.method == "POST" and form.is_valid():
        get_object_or_404(Staff.objects.manageable_by(request.person), pk=pk)
        try:
            if form.cleaned_data["email"].lower() != staff.email:  # a lost password is answered there
                refuse_to_stand_in(by=request.person, staff=staff, at=now())
            actions.change_account(staff=staff, **form.cleaned_data, by=request.person.staff, at=now())
        except (AddressTaken, BeyondYourRights) as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("staffing:staff", pk=pk)
    context = {
        "staff": staff,
        "form": form,
        "post_form": PostForm(person=request.person),
        "posts": staff.posts.select_related("role", "department__jurisdiction", "place").order_by("-starts_at"),
        "is_mine": is_mine,
        "has_second_factor": is_mine and Authenticator.objects.filter(user_id=pk).exists(),
        "now": now(),
    }
    return render(request, "staffing/staff_page.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@allow("access.edit")
def new_link(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Make a new one-time link to set a password; older ones go on working until one is used or time runs out."""
    staff = get_object_or_404(Staff.objects.manageable_by(request.person), pk=pk)
    refuse_to_stand_in(by=request.person, staff=staff, at=now())
    return _link_page(request, staff)


@require_POST
@allow("access.edit")
def deactivation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Close an account."""
    staff = get_object_or_404(Staff.objects.manageable_by(request.person), pk=pk)
    actions.deactivate_account(staff=staff, by=request.person.staff, at=now())
    messages.success(request, _("%s can no longer sign in.") % staff.name)
    return redirect("staffing:staff", pk=pk)


@require_POST
@allow("access.edit")
def activation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Open a closed account again."""
    staff = get_object_or_404(Staff.objects.manageable_by(request.person), pk=pk)
    actions.reactivate_account(staff=staff, by=request.person.staff, at=now())
    messages.success(request, _("%s can sign in again.") % staff.name)
    return redirect("staffing:staff", pk=pk)


@require_POST
@allow("access.edit")
def factor_reset(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Forget the second factor of somebody who lost it, and tell them."""
    staff = get_object_or_404(Staff.objects.manageable_by(request.person), pk=pk)
    refuse_to_stand_in(by=request.person, staff=staff, at=now())
    actions.reset_second_factor(staff=staff, by=request.person.staff, at=now())
    tell_of_factor_reset.defer(staff=str(staff.pk))
    messages.success(
        request, _("%s signs in with the password alone until a new second factor is set up.") % staff.name
    )
    return redirect("staffing:staff", pk=pk)


@require_POST
@allow("access.edit")
def posts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give somebody a post."""
    staff = get_object_or_404(Staff.objects.visible_to(request.person), pk=pk)
    form = PostForm(request.POST, person=request.person)
    if form.is_valid():
        try:
            _appoint(request, staff, form)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The post has been given."))
            return redirect("staffing:staff", pk=pk)
    return render(request, "staffing/post_form.html", {"staff": staff, "form": form}, status=422)


@require_POST
@allow("access.edit")
def post_end(request: StaffRequest, pk: UUID, post: UUID) -> HttpResponse:
    """End a post now."""
    staff = get_object_or_404(Staff.objects.visible_to(request.person), pk=pk)
    held = get_object_or_404(Post.objects.select_related("role", "department__jurisdiction"), staff=staff, pk=post)
    at = now()
    end_post(post=held, ends_at=at, by=request.person, at=at)
    messages.success(request, _("The post has ended."))
    return redirect("staffing:staff", pk=pk)
