"""Japanese: what residents are told at each step."""

# ruff: noqa: E501 (sentences that residents read stand in one piece)

LABEL = "日本語"
HELLO = "{name} 様\n\n"
FOOT = "\n\n進み具合の確認・ご意見の追加: {link}\n受付番号: {number}\n担当: {office}\nお電話: {phone}"
RESIDENT = "住民"
SUBJECTS = {
    "opened": "[受付 {number}] {title}",
    "answered": "[回答 {number}] {title}",
    "asked": "[確認のお願い {number}] ご返信が必要です",
    "deadline_moved": "[期限変更 {number}] {title}",
    "consent_asked": "[延長のご同意 {number}] {title}",
    "closed": "[処理結果 {number}] {title}",
    "merged": "[あわせて対応 {number}] {title}",
    "reopened": "[再対応 {number}] {title}",
    "passed_on": "[担当機関のご案内 {number}] {title}",
    "away": "[業務時間のご案内 {number}] {title}",
}
BODIES = {
    "opened": "お知らせいただいた内容を受け付けました。終わるまで私どもが責任をもって対応いたします。\n\n{due}までに回答いたします。",
    "answered": "お問い合わせの件について回答いたします。\n\n{text}",
    "asked": "手続きを進めるため、次のことをお知らせください。\n\n{text}\n\n下のアドレスからそのままお答えいただけます。お答えをいただくまで、処理期限は止まります。",
    "deadline_moved": "お約束した回答期限が変わりました。\n\n新しい期限: {due}\n理由: {text}\n\nお待たせして申し訳ございません。",
    "consent_asked": "回答期限をもう一度延長するには、ご同意が必要です。\n\n現在の期限: {due}\n延長後の期限: {until}\n理由: {text}\n\n下記のアドレスで、同意されるかどうかお知らせください。同意されない場合、期限は現在のままです。",
    "closed": "処理の結果をお知らせします: {ending}\n\n{text}\n\n結果が十分でない場合は、14日以内に下のアドレスから再対応を求めることができます。別の担当者が対応いたします。",
    "merged": "同じ内容がすでに受け付けられているため、あわせて対応いたします。結果は同じようにお知らせします。\n\n{text}",
    "reopened": "改めて対応することになりました。今回は別の担当者が確認いたします。\n\n{due}までに回答いたします。",
    "passed_on": "この件は今後 {text} が対応いたします。最後まで責任を負うのは私どもですので、改めてお申し込みいただく必要はありません。",
    "away": "お送りいただいた内容を受け取りました。ただいま担当者が不在です。\n\n{back}から担当者が確認し、回答いたします。",
}
ENDINGS = {
    "done": "対応が完了しました",
    "answered": "回答いたしました",
    "not_ours": "私どもの所管ではないため、担当の機関に引き継ぎました",
    "cannot": "対応することができませんでした",
    "withdrawn": "ご希望のとおり取り下げられました",
    "duplicate": "先に受け付けた件とあわせて対応します",
}
