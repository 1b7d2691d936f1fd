// Arrows, page keys, the space bar and a presenter's buttons go a slide on or back. Without this
// the slides are a page that scrolls.
const slides = [...document.querySelectorAll("section")];
const now = () => slides.reduce((best, one, at) =>
  Math.abs(one.getBoundingClientRect().top) < Math.abs(slides[best].getBoundingClientRect().top) ? at : best, 0);
const ways = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  let to;
  if (event.key in ways) to = now() + (event.key === " " && event.shiftKey ? -1 : ways[event.key]);
  else if (event.key === "Home") to = 0;
  else if (event.key === "End") to = slides.length - 1;
  else return;
  event.preventDefault();
  slides[Math.min(Math.max(to, 0), slides.length - 1)].scrollIntoView();
});
