"""A small counselling desk: Ji-woo, Min-seo and Hyun-woo share early and late shifts over two weeks."""

from hantong_planning.rostering.curtois.problem import Cover, Employee, Request, RosterProblem, Shift

DESK = """\
# a comment
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,600,E

SECTION_STAFF
jiwoo,E=14|L=14,4800,3360,5,2,2,1
minseo,E=14|L=3,4800,3360,5,2,2,1
hyunwoo,E=0|L=14,4800,2400,4,1,2,2
sora,E=14|L=14,2400,960,3,1,1,2

SECTION_DAYS_OFF
jiwoo,0,3
sora,9

SECTION_SHIFT_ON_REQUESTS
jiwoo,7,E,3
minseo,1,L,2

SECTION_SHIFT_OFF_REQUESTS
sora,12,L,4

SECTION_COVER
"""
DESK += "".join(f"{day},E,1,100,1\n{day},L,1,100,1\n" for day in range(14))


def small(**changes: object) -> RosterProblem:
    """Return a problem of one person and seven days, with some of the contract changed."""
    contract: dict[str, object] = {
        "name": "jiwoo",
        "most_of_shift": {"E": 7, "L": 7},
        "most_min": 7 * 600,
        "least_min": 0,
        "most_days_running": 7,
        "least_days_running": 1,
        "least_days_off_running": 1,
        "most_weekends": 1,
    }
    person = Employee(**(contract | changes))  # type: ignore[arg-type]
    return RosterProblem(
        7,
        (Shift("E", 480), Shift("L", 600, frozenset({"E"}))),
        (person,),
        (Request("jiwoo", 2, "E", 3, True), Request("jiwoo", 4, "L", 2, False)),
        (Cover(2, "E", 1, 100, 1), Cover(4, "L", 0, 100, 5)),
    )
