// Code that is wider than its box scrolls; so that it does by keyboard, too, it takes the focus.
for (const block of document.querySelectorAll(".highlight > pre")) {
  if (block.scrollWidth > block.clientWidth) {
    block.tabIndex = 0;
  }
}
