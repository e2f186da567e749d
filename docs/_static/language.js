// Remembers the language that the reader chose, for the page that leads to the languages.
for (const link of document.querySelectorAll(".page-languages a")) {
  link.addEventListener("click", () => {
    try {
      localStorage.setItem("language", link.lang);
    } catch {
      // Without storage the browser's own language decides, as before.
    }
  });
}
