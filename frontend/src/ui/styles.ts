// The looks, in order: tokens, then what uses them.
import "@fontsource-variable/inter/opsz.css";
import "./tokens.css";
import "./base.css";
import "./money.css";
import "./buttons.css";
import "./fields.css";
import "./choices.css";
import "./tabs-and-filters.css";
import "./marks.css";
import "./table.css";
import "./rows.css";
import "./floating.css";
import "./drawer.css";
import "./faces.css";
