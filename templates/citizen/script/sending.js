// Sending the form that is on the page, and keeping it on this phone until it has arrived.
function sending(form) {
  const buttons = form.querySelectorAll("button:not([type])");
  const label = buttons[0].textContent;
  const panel = $(".wait");
  // Back may bring this page with the ticks of a sheet that it went on with, but not with its id.
  const own = sessionStorage[form._id.value];
  if (own) [form._id.value, form._token.value] = own.split(" ");
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
  // A sheet that came back lies on this page alone.
  if ($(".errors", form)) put(record($(".errors button", form) ? 1 : 0));
  form.onsubmit = async (event) => {
    // A browser that cannot do these fails here, and sends the form as it would without script.
    const sheet = record(1);
    new AbortController(fetch);
    event.preventDefault();
    if (busy) return;
    busy = 1;
    say(form.dataset.sending);
    await put(sheet);
    persist(
      sheet,
      ({ url, page, ended }) => {
        form.hidden = 0;
        panel.hidden = 1;
        if (url) location.href = url;
        else {
          if (ended) drop(sheet);
          show(page);
        }
      },
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
    if (form && one.id === form._id.value) continue;
    if (one.done) {
      note.hidden = 0;
      persist(
        one,
        ({ url, page, ended }) => {
          if (page && !ended) throw 0;
          const see = document.createElement("a");
          see.textContent = page ? page.title : note.dataset.sent;
          see.href = url || "#";
          if (page)
            see.onclick = (event) => {
              event.preventDefault();
              drop(one);
              show(page);
            };
          note.textContent = "";
          note.append(see);
        },
        () => (note.textContent = note.dataset.waiting),
      );
    } else if (Date.now() - one.opened > 864e5) drop(one);
    else if (form && desk(one) === desk(form)) {
      offer.hidden = 0;
      offer.onclick = ({ target }) => {
        if (target.type !== "button") return;
        offer.hidden = 1;
        if (target.nextElementSibling) {
          // What was ticked on this page meanwhile is of another sheet.
          drop({ id: form._id.value });
          const left = new URLSearchParams(one.body);
          sessionStorage[form._id.value] = `${one.id} ${left.get("_token")}`;
          for (const field of form.elements) {
            const values = left.getAll(field.name);
            if (/^[rc]/.test(field.type)) field.checked = values.includes(field.value);
            else if (values[0] != null) field.value = values[0];
          }
          location.hash = one.at;
        } else drop(one);
        $(".on h2,.on legend").focus();
      };
    }
  }
}
