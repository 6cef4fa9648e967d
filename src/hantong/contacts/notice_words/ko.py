"""Korean: what residents are told at each step."""

# ruff: noqa: E501 (sentences that residents read stand in one piece)

LABEL = "한국어"
HELLO = "{name} 님, 안녕하십니까.\n\n"
FOOT = "\n\n진행 상황 확인과 추가 의견: {link}\n접수번호: {number}\n담당: {office}\n전화 문의: {phone}"
RESIDENT = "주민"
SUBJECTS = {
    "opened": "[접수 {number}] {title}",
    "answered": "[답변 {number}] {title}",
    "asked": "[확인 요청 {number}] 답변이 필요합니다",
    "deadline_moved": "[기한 변경 {number}] {title}",
    "consent_asked": "[동의 요청 {number}] {title}",
    "closed": "[처리 결과 {number}] {title}",
    "merged": "[함께 처리 {number}] {title}",
    "reopened": "[재처리 {number}] {title}",
    "passed_on": "[담당 기관 안내 {number}] {title}",
    "away": "[업무시간 안내 {number}] {title}",
}
BODIES = {
    "opened": "말씀하신 내용을 잘 받았습니다. 처리가 끝날 때까지 저희가 책임지고 챙기겠습니다.\n\n{due}까지 답변해 드리겠습니다.",
    "answered": "문의하신 건에 답변드립니다.\n\n{text}",
    "asked": "처리를 계속하려면 아래 내용을 알려 주셔야 합니다.\n\n{text}\n\n아래 주소에서 바로 답하실 수 있습니다. 답을 주실 때까지 처리 기한은 멈춥니다.",
    "deadline_moved": "약속드린 답변 기한이 바뀌었습니다.\n\n새 기한: {due}\n사유: {text}\n\n기다리게 해 드려 죄송합니다.",
    "consent_asked": "답변 기한을 한 번 더 연장하려면 귀하의 동의가 필요합니다.\n\n지금 기한: {due}\n연장하려는 기한: {until}\n사유: {text}\n\n아래 주소에서 동의 여부를 알려 주십시오. 동의하지 않으시면 지금 기한이 그대로 유지됩니다.",
    "closed": "처리 결과를 알려드립니다: {ending}\n\n{text}\n\n결과가 충분하지 않으면 14일 안에 아래 주소에서 다시 처리를 요청하실 수 있습니다. 다른 담당자가 맡습니다.",
    "merged": "같은 내용이 먼저 접수되어 있어 함께 처리합니다. 결과가 나오면 똑같이 알려드리겠습니다.\n\n{text}",
    "reopened": "다시 처리하기로 했습니다. 이번에는 다른 담당자가 살펴봅니다.\n\n{due}까지 답변해 드리겠습니다.",
    "passed_on": "이 건은 이제 {text}에서 처리합니다. 끝까지 챙기는 책임은 그대로 저희에게 있으니 다시 신청하지 않으셔도 됩니다.",
    "away": "보내 주신 내용을 잘 받았습니다. 지금은 담당자가 자리에 없습니다.\n\n{back}부터 담당자가 확인하고 답변해 드립니다.",
}
ENDINGS = {
    "done": "처리를 마쳤습니다",
    "answered": "답변을 드렸습니다",
    "not_ours": "저희 소관이 아니어서 맡을 곳으로 넘겼습니다",
    "cannot": "처리해 드리지 못했습니다",
    "withdrawn": "요청하신 대로 취하되었습니다",
    "duplicate": "먼저 접수된 건과 함께 처리합니다",
}
