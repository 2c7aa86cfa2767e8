/** Theme and density of the page. theme.js puts the stored choice on before the first paint; the same keys are used here. */
export type Theme = "system" | "light" | "dark";
export type Density = "dense" | "comfortable";

export function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export function applyTheme(theme: Theme): void {
  put("theme", theme === "system" ? null : theme);
}

export function applyDensity(density: Density): void {
  put("density", density === "dense" ? null : density);
}

/** The theme that is on the screen now, whoever chose it. */
export function shownTheme(): "light" | "dark" {
  const chosen = readTheme();
  if (chosen !== "system") return chosen;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function put(name: "theme" | "density", value: string | null): void {
  const root = document.documentElement;
  if (value === null) delete root.dataset[name];
  else root.dataset[name] = value;
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // The choice then lasts for this window only.
  }
}
