// Says five minutes before that the session ends, and when it has; drafts are saved at both moments.

import { keep } from "./draft.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const WARN_S = 300;
const LONGEST_TIMER_S = 2_000_000;
const ends_s = Number(document.querySelector('meta[name="hantong-session-ends-s"]')?.content);

function tell(text) {
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
  toast(text, { stays: true });
}

if (ends_s > 0 && ends_s < LONGEST_TIMER_S) {
  setTimeout(() => tell(say("sessionSoon")), Math.max(ends_s - WARN_S, 0) * 1000);
  setTimeout(() => tell(say("sessionOver")), ends_s * 1000);
}
