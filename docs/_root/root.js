// To the language that the reader chose before, else to the first of the browser's languages
// that the site has. Without scripting the page offers both.
(() => {
  const folders = ["en", "zh"];
  let chosen = null;
  try {
    chosen = localStorage.getItem("language");
  } catch {
    // Storage may be forbidden; the browser's languages still say enough.
  }
  for (const language of [chosen, ...(navigator.languages || [navigator.language])]) {
    const folder = folders.find((one) => (language || "").toLowerCase().startsWith(one));
    if (folder) {
      location.replace(`${folder}/index.html`);
      return;
    }
  }
})();
