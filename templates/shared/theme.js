"use strict";
// Before anything is painted: the theme that the reader chose last. Where nothing may be kept, the system's holds.
(() => {
  let theme = null;
  try { theme = localStorage.getItem("offprint-theme"); } catch {}
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  document.documentElement.classList.add("scripted");
})();
