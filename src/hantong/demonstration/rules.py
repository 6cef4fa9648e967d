"""The routing rules and text templates of the demonstration province."""

from datetime import datetime

from hantong.cases.models import AnswerTemplate, RoutingRule
from hantong.catalogue.models import Service
from hantong.demonstration.material import partners
from hantong.demonstration.offices_book import PROVINCE
from hantong.offices.bands import Band
from hantong.offices.models import Department, Jurisdiction

NIGHT = tuple(band.code for band in (Band.NIGHT, Band.WEEKEND, Band.HOLIDAY))
# names, service or group, channel, bands, department
RULES = (
    ({"ko": "야간·휴일 제설은 재난안전상황실로", "en": "Snow at night and on holidays: disaster room"}, "snow", "", NIGHT, "disaster"),
    ({"ko": "야간·휴일 누수는 재난안전상황실로", "en": "Leaks at night and on holidays: disaster room"}, "leak", "", NIGHT, "disaster"),
    ({"ko": "휴일 위기 가구는 언제나민원실로", "en": "Households in need on free days: 24/7 centre"}, "emergency-support", "", NIGHT[1:], "always-centre"),
    ({"ko": "인터넷으로 온 증명 문의는 언제나민원실로", "en": "Certificates asked for on the web: 24/7 centre"}, "certificate", "web", (), "always-centre"),
    ({"ko": "문자는 역사 민원센터팀으로", "en": "Texts: station centres"}, "", "sms", (), "station-centres"),
    ({"ko": "카카오톡은 역사 민원센터팀으로", "en": "KakaoTalk: station centres"}, "", "kakao", (), "station-centres"),
    ({"ko": "소셜 네트워크는 역사 민원센터팀으로", "en": "Social networks: station centres"}, "", "social", (), "station-centres"),
)  # fmt: skip
TEMPLATES = (
    ("done-on-site", "closing", "현장 처리 완료", "Settled on the spot",
     "{name}님, 접수하신 민원({number})을 현장에서 처리하였습니다.\n이용해 주셔서 고맙습니다.\n{office}",
     "Dear {name},\nwe have settled your matter ({number}) on the spot.\n{office}"),
    ("visit-planned", "answer", "방문 예정", "A visit is planned",
     "{name}님, {title} 건으로 담당자가 {due} 전에 방문하겠습니다.\n{staff_unit}",
     "Dear {name},\nsomebody will come about {title} before {due}.\n{staff_unit}"),
    ("received", "answer", "접수 확인", "We are on it",
     "{name}님, 말씀하신 내용을 확인하고 있습니다. {due}까지 답변드리겠습니다.\n진행 상황: {link}",
     "Dear {name},\nwe are looking into it and will answer by {due}.\nFollow it here: {link}"),
    ("where-exactly", "question", "위치 확인", "Where exactly?",
     "{name}님, 정확한 위치를 알려 주시겠습니까? 가까운 건물 이름도 좋습니다.",
     "Dear {name},\nwhere exactly is it? The name of a building nearby helps."),
    ("photo-please", "question", "사진 요청", "A photograph, please",
     "{name}님, 사진을 한 장 보내 주시면 빨리 확인할 수 있습니다: {link}",
     "Dear {name},\na photograph helps us find it: {link}"),
    ("weather", "extension", "날씨로 인한 연장", "Delayed by the weather",
     "비(눈)로 현장 작업이 미뤄져 기한을 연장합니다. 양해 부탁드립니다.",
     "The weather has kept us from the work on site, so we need longer."),
    ("other-office", "extension", "관계 기관 회신 대기", "Waiting for another office",
     "관계 기관의 회신을 기다리고 있어 기한을 연장합니다.",
     "We wait for the reply of another office, so we need longer."),
)  # fmt: skip


def set_rules(*, at: datetime) -> None:
    """Write the rules, in their order."""
    units = {each.code: each for each in Department.objects.filter(jurisdiction__code=PROVINCE)}
    services = {each.code: each for each in Service.objects.all()}
    RoutingRule.objects.bulk_create(
        RoutingRule(
            rank=rank, names=names, service=services.get(service), channel=channel, bands=sorted(bands),
            department=units[unit], changed_at=at,
        )
        for rank, (names, service, channel, bands, unit) in enumerate(RULES, start=1)
    )  # fmt: skip


def set_templates(*, at: datetime) -> None:
    """Write the text templates, one of them for each partner institution that a matter may be passed to.

    The institutions are no departments: nobody there signs in yet, and a matter handed over to them would lie
    unanswered. A matter that is theirs ends as "not our task, passed to …" with these words.
    """
    province = Jurisdiction.objects.get(code=PROVINCE)
    plain = [
        AnswerTemplate(
            jurisdiction=province, code=code, use=use, names={"ko": ko, "en": en}, bodies={"ko": text_ko, "en": text_en}
        )
        for code, use, ko, en, text_ko, text_en in TEMPLATES
    ]
    services = {each.code: each for each in Service.objects.all()}
    passing = [
        AnswerTemplate(
            jurisdiction=province,
            code=f"partner-{code}",
            use=AnswerTemplate.Use.CLOSING,
            names={"ko": f"협력기관: {names['ko']}", "en": f"Partner: {names['en']}"},
            bodies={
                "ko": f"{{name}}님, 이 일은 {names['ko']}에서 맡고 있어 내용을 전해 드렸습니다. "
                f"({services[topic].names['ko']})\n{{office}}",
                "en": f"Dear {{name}},\nthis is for the {names['en'].lower()}, whom we have told about it "
                f"({services[topic].names['en'].lower()}).\n{{office}}",
            },
        )
        for code, names, topic in partners()
    ]
    AnswerTemplate.objects.bulk_create([*plain, *passing])
