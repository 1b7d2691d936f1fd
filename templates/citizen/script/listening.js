// Hearing a question and its choices: an office's clips where there are some, else the phone's own
// voice. Nothing is fetched before somebody presses, and nothing keeps what they wanted to hear.
let heardIn = 0;

function listening(form) {
  const text = form.dataset;
  const speech = window.speechSynthesis;
  const list = form.querySelector("#nghe-bang");
  const player = new Audio();
  let pressed;
  let marked;
  let said; // a browser may forget what nobody holds, and then it never ends

  // A voice of this device: any other would send the question away to have it read.
  const voice = () =>
    speech &&
    speech.getVoices().find((one) => one.localService && one.lang.startsWith(document.documentElement.lang));
  // The clip of a question (0) or of its nth row: in the chosen language, else in the page's. Rated
  // questions share those of their rows.
  const clip = (field, at) => {
    for (const one of list ? [list.selectedOptions[0], list[0]] : [])
      for (const name of [field.id + (at ? "-" + at : ""), field.querySelector("svg") && at])
        if (one.dataset.clips.includes(` ${name} `)) return one.value + name;
  };
  const mark = (part) => {
    for (const one of [marked, part]) if (one) one.classList.toggle("heard");
    marked = part;
  };
  const stop = () => {
    if (!pressed) return;
    pressed.textContent = text.listen;
    pressed = 0;
    mark();
    player.pause();
    if (speech) speech.cancel();
  };
  const hear = async (button) => {
    const field = button.parentNode;
    pressed = button;
    button.textContent = text.stop;
    for (const [at, part] of field.querySelectorAll("legend,h1,label,button[value]").entries()) {
      mark(part);
      part.scrollIntoView({ block: "nearest" });
      await new Promise((done) => {
        const address = clip(field, at);
        const speak = () => {
          if (pressed !== button || !voice()) return done();
          said = new SpeechSynthesisUtterance(part.innerText.replace("\n", ", "));
          said.lang = voice().lang;
          said.onend = said.onerror = done;
          speech.speak(said);
        };
        if (!address) return speak();
        player.src = address;
        player.onended = done;
        player.onerror = speak;
        player.play().catch(() => {});
      });
      if (pressed !== button) return;
    }
    stop();
  };

  const buttons = [...form.querySelectorAll("fieldset")].map((field) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text.listen;
    button.setAttribute("aria-describedby", field.id);
    button.onclick = () => {
      const again = pressed === button;
      stop();
      if (!again) hear(button);
    };
    field.querySelector("legend,h1").after(button);
    return button;
  });
  // Some browsers look for their voices first, and say later what they have.
  const offer = () => {
    if (list) list.selectedIndex = heardIn || (voice() || list[0].dataset.clips ? 0 : 1);
    for (const one of buttons) one.hidden = !voice() && !clip(one.parentNode);
  };

  if (list) {
    list.parentNode.hidden = !list[1];
    list.oninput = (event) => {
      event.stopPropagation(); // it is no answer: nothing of the sheet has changed
      heardIn = list.selectedIndex;
      stop();
      offer();
    };
  }
  offer();
  if (speech) speech.onvoiceschanged = offer;
  for (const left of ["submit", "hashchange", "pagehide"]) addEventListener(left, stop);
}
