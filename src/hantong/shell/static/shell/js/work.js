// What a staff page adds where JavaScript runs; every page works without.

import "./bulk.js";
import "./dialogs.js";
import "./draft.js";
import "./files.js";
import "./focus.js";
import "./guard.js";
import "./keys.js";
import "./live.js";
import "./point.js";
import "./session.js";
import "./shown.js";
import "./toast.js";
