// A finger's tick brings the next unanswered question under the thumb. Keyboards and screen
// readers press no pointer, and whoever wants little motion is left where they are.
function nearby(form) {
  let pressed = 0;
  let again;
  form.onpointerdown = ({ target }) => {
    const row = target.closest("label");
    const radio = row && row.control;
    pressed = Date.now();
    again = radio && radio.checked && pressed - (radio.since || 0) > 900 && radio;
  };
  form.onclick = ({ target }) => {
    // Pressed once more, and not by a trembling finger: a radio could not be emptied otherwise.
    if (target === again) {
      target.checked = again = 0;
      form.oninput();
    }
  };
  form.onchange = ({ target }) => {
    target.since = Date.now();
    if (target.type !== "radio" || target.since - pressed > 900) return;
    if (matchMedia("(prefers-reduced-motion:reduce)").matches) return;
    const here = target.closest("fieldset");
    const later = [...form.querySelectorAll("fieldset,textarea,.go")].find(
      (one) =>
        one.offsetParent && here.compareDocumentPosition(one) & 4 && !$(":checked", one),
    );
    if (later) later.scrollIntoView({ behavior: "smooth", block: later.className ? "end" : "start" });
  };
}
