// What makes pages a little quicker to use. Every page works without it.
import "htmx.org";
import { anchorComments } from "./anchors.js";
import { keepDrafts } from "./drafts.js";
import { shortcuts } from "./keys.js";
import { announce, closeMenus } from "./page.js";
import { secretBallots } from "./secret.js";
import { guardForms } from "./sending.js";
import { switches } from "./switches.js";

switches();
shortcuts();
guardForms();
closeMenus();
announce();
secretBallots();
anchorComments();
keepDrafts();
