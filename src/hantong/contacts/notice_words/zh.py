"""Chinese: what residents are told at each step."""

# ruff: noqa: E501 (sentences that residents read stand in one piece)

LABEL = "中文"
HELLO = "{name}，您好：\n\n"
FOOT = "\n\n查询进度或补充意见：{link}\n受理编号：{number}\n负责部门：{office}\n电话咨询：{phone}"
RESIDENT = "居民"
SUBJECTS = {
    "opened": "[{number}] 已受理：{title}",
    "answered": "[{number}] 答复：{title}",
    "asked": "[{number}] 需要您的回复",
    "deadline_moved": "[{number}] 答复期限变更：{title}",
    "consent_asked": "[{number}] 请您同意延长期限：{title}",
    "closed": "[{number}] 处理结果：{title}",
    "merged": "[{number}] 合并处理：{title}",
    "reopened": "[{number}] 重新处理：{title}",
    "passed_on": "[{number}] 现由以下机关办理：{text}",
    "away": "[{number}] 办公时间说明：{title}",
}
BODIES = {
    "opened": "我们已收到您反映的内容，并将负责到底。\n\n我们将在{due}之前给您答复。",
    "answered": "现就您反映的事项答复如下。\n\n{text}",
    "asked": "为了继续办理，请您告知以下内容：\n\n{text}\n\n您可以通过下面的网址直接回复。在收到您的回复之前，办理期限暂停计算。",
    "deadline_moved": "原定的答复期限已变更。\n\n新的期限：{due}\n原因：{text}\n\n让您久等，深表歉意。",
    "consent_asked": "再次延长答复期限需要征得您的同意。\n\n目前的期限：{due}\n申请延长至：{until}\n原因：{text}\n\n请在下面的网址告诉我们您是否同意。如果您不同意，期限保持不变。",
    "closed": "处理结果如下：{ending}\n\n{text}\n\n如果您对结果不满意，可在14天内通过下面的网址申请重新处理，届时将由另一位工作人员负责。",
    "merged": "相同的内容此前已有人反映，因此将合并处理。有了结果后，我们会同样通知您。\n\n{text}",
    "reopened": "您的事项已重新受理，这次由另一位工作人员负责。\n\n我们将在{due}之前给您答复。",
    "passed_on": "此事项现由{text}办理。我们仍会负责到底，您无需重新提交。",
    "away": "我们已收到您的来信。目前负责人员不在岗。\n\n工作人员将从{back}起查看并答复。",
}
ENDINGS = {
    "done": "已办理完毕",
    "answered": "已经答复",
    "not_ours": "不属于我们的职权范围，已转交给主管机关",
    "cannot": "无法办理",
    "withdrawn": "已按您的要求撤回",
    "duplicate": "与此前受理的事项合并处理",
}
