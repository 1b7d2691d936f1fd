// Sending the form that is on the page, and keeping it on this phone until it has arrived.
function sending(form) {
  const buttons = form.querySelectorAll("button:not([type])");
  const label = buttons[0].textContent;
  const panel = $(".wait");
  const opened = Date.now();
  let busy;
  const say = (words) => buttons.forEach((one) => (one.textContent = words));
  const record = (done) => ({
    id: form._id.value,
    action: form.action,
    body: "" + new URLSearchParams(new FormData(form)),
    at: location.hash,
    opened,
    done,
  });
  form.oninput = () => put(record());
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = 1;
    say(form.dataset.sending);
    const sheet = record(1);
    await put(sheet);
    persist(
      sheet,
      (came) => (came.url ? (location.href = came.url) : show(came.page)),
      () => {
        form.hidden = 1;
        if (panel.hidden) {
          panel.hidden = 0;
          $("h1", panel).focus();
        }
      },
      $("button", panel),
    );
  };
  // Back from the receipt may bring this very page.
  addEventListener("pageshow", () => say(label, (busy = form.hidden)));
}

// Puts a page that came back in the place of this one, as if the browser had loaded it.
function show(page) {
  document.title = page.title;
  document.body.replaceWith(page.body);
  scrollTo(0, 0);
  const first = $(".errors,h1");
  first.tabIndex = -1;
  first.focus();
  begin();
}

// The address of a form's desk, in whatever language it is read.
const desk = ({ action }) => action.split("&")[0];

// What an earlier visit left on this phone: finished sheets are sent, an unfinished one of this
// desk can be gone on with, and one that was opened more than a day ago is thrown away.
async function resume(form) {
  const note = $(".news");
  const offer = $(".offer");
  if (!note) return;
  for (const one of await shelf((all) => all.getAll())) {
    if (one.done) {
      note.hidden = 0;
      persist(
        one,
        ({ url }) => {
          const see = document.createElement("a");
          see.textContent = note.dataset.sent;
          if (url) see.href = url;
          note.replaceChildren(see);
        },
        () => (note.textContent = note.dataset.waiting),
      );
    } else if (Date.now() - one.opened > 864e5) drop(one);
    else if (form && desk(one) === desk(form) && one.id !== form._id.value) {
      offer.hidden = 0;
      offer.onclick = ({ target }) => {
        if (target.type !== "button") return;
        offer.hidden = 1;
        if (target.nextElementSibling) {
          for (const [name, value] of new URLSearchParams(one.body)) {
            const field = form[name];
            if (field) field[field.type === "checkbox" ? "checked" : "value"] = value;
          }
          location.hash = one.at;
        } else drop(one);
      };
    }
  }
}
