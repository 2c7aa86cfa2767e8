// Puts the chosen theme and density on the page before its first paint. A file of its own because the page allows no inline script.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    const density = localStorage.getItem("density");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    if (density === "comfortable") document.documentElement.dataset.density = density;
  } catch (_) {
    // Storage can be refused; the system theme and the dense rows then serve.
  }
})();
