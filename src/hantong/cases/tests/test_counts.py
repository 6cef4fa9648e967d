"""What waits under each tab is asked of the moment and of the posts that hold, however often it was asked before."""

from datetime import timedelta

from hantong.access.models import Staff
from hantong.cases import actions
from hantong.cases.bell import bell_count
from hantong.cases.models import Alert, Case
from hantong.cases.tests.desk import a_matter
from hantong.cases.work_list import COUNTED, TABS, counts
from hantong.kit.ids import new_id
from hantong.offices.models import Post
from hantong.project.cast import NOON, Province, as_person, post


def test_a_matter_comes_due_and_runs_over_as_time_goes_by(province: Province, jiwoo: Staff) -> None:
    case = a_matter(province, jiwoo)
    assert case.due_at is not None
    person = as_person(jiwoo)
    told = [counts(person=person, at=case.due_at + later) for later in (-timedelta(days=2), -timedelta(hours=2))]
    told.append(counts(person=person, at=case.due_at + timedelta(seconds=1)))
    assert [(each["due_soon"], each["overdue"]) for each in told] == [(0, 0), (1, 0), (0, 1)]
    assert [each["mine"] for each in told] == [1, 1, 1]


def test_the_counts_are_those_of_the_lists(province: Province, jiwoo: Staff, minseo: Staff) -> None:
    for owner in (jiwoo, minseo, None):
        a_matter(province, owner)
    waiting = a_matter(province, jiwoo, title="waiting")
    actions.ask(case=waiting, question="Where?", by=jiwoo, at=NOON)
    for staff in (jiwoo, minseo):
        person, visible = as_person(staff), Case.objects.visible_to(as_person(staff))
        lists = {tab: TABS[tab](visible, person, NOON).count() for tab in COUNTED}
        assert [counts(person=person, at=NOON) for _twice in range(2)] == [lists, lists]


def test_another_post_counts_at_once(province: Province, jiwoo: Staff, minseo: Staff) -> None:
    case = a_matter(province, jiwoo)
    Case.objects.filter(pk=case.pk).update(
        owner_unit=province.roads, owner=None, holder_unit=province.roads, holder=None
    )
    Alert.objects.create(id=new_id(), key="x", unit=province.roads, case=case, kind="overdue", at=NOON)
    assert counts(person=as_person(minseo), at=NOON)["untaken"] == 0
    assert bell_count(as_person(minseo)).count == 0
    post(minseo, "counsellor", province.roads)
    assert counts(person=as_person(minseo), at=NOON)["untaken"] == 1
    assert bell_count(as_person(minseo)).count == 1
    Post.objects.filter(staff=minseo, department=province.roads).delete()
    assert counts(person=as_person(minseo), at=NOON)["untaken"] == 0
    assert bell_count(as_person(minseo)).count == 0
