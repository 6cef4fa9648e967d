// What a resident's page adds where JavaScript runs; every page works without.

import "./dialogs.js";
import "./draft.js";
import "./faces.js";
import "./files.js";
import "./point.js";
import "./toast.js";
