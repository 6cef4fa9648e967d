"""English: what residents are told at each step."""

# ruff: noqa: E501 (sentences that residents read stand in one piece)

LABEL = "English"
HELLO = "Dear {name},\n\n"
FOOT = "\n\nFollow it, or tell us more: {link}\nNumber: {number}\nIn charge: {office}\nBy phone: {phone}"
RESIDENT = "resident"
SUBJECTS = {
    "opened": "[{number}] We have received: {title}",
    "answered": "[{number}] An answer: {title}",
    "asked": "[{number}] We need an answer from you",
    "deadline_moved": "[{number}] The date has changed: {title}",
    "consent_asked": "[{number}] May we take longer? {title}",
    "closed": "[{number}] The outcome: {title}",
    "merged": "[{number}] Joined to an earlier report: {title}",
    "reopened": "[{number}] Open again: {title}",
    "passed_on": "[{number}] Now with: {text}",
    "away": "[{number}] When we will be there: {title}",
}
BODIES = {
    "opened": "We have received what you told us, and we will carry it to its end.\n\nYou will have an answer by {due}.",
    "answered": "Here is our answer.\n\n{text}",
    "asked": "To go on we need to know this from you:\n\n{text}\n\nYou can answer at the address below. Until then the time allowed for it stands still.",
    "deadline_moved": "The date by which we promised an answer has changed.\n\nNew date: {due}\nReason: {text}\n\nWe are sorry that you have to wait.",
    "consent_asked": "We can move the date of our answer once more only if you agree.\n\nDate now: {due}\nDate that we ask for: {until}\nReason: {text}\n\nPlease say yes or no at the address below. If you do not agree, the date stays as it is.",
    "closed": "This is the outcome: {ending}\n\n{text}\n\nIf that is not enough, you can have it opened again within 14 days at the address below. Somebody else will then take care of it.",
    "merged": "The same thing had been reported before, so both are dealt with as one. You will be told the outcome just the same.\n\n{text}",
    "reopened": "Your matter is open again, and somebody else is looking at it.\n\nYou will have an answer by {due}.",
    "passed_on": "{text} works on it from now on. We still answer for it until the end; you need not report it again.",
    "away": "We have received what you wrote. Nobody who can answer it is there right now.\n\nSomebody will read it and answer from {back}.",
}
ENDINGS = {
    "done": "It is done",
    "answered": "It is answered",
    "not_ours": "It is not ours to do; we passed it on",
    "cannot": "It cannot be done",
    "withdrawn": "It was withdrawn, as you asked",
    "duplicate": "It is dealt with together with an earlier report",
}
