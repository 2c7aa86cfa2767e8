import "@fontsource-variable/inter/opsz.css";
// Global sheets come before those of the components, which may then override them.
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/utilities.css";
import "./ui/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
