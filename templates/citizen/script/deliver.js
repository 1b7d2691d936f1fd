// Sending one sheet. It has arrived only when a page came back whose receipt passes its check
// sign: a hotel's or an office's sign-in page says 200 as well.
const $ = (what, where) => (where || document).querySelector(what);

function isReceipt(text) {
  let sum = 0;
  const signs = text.replace(/-/g, "");
  for (const sign of signs)
    sum = (sum << 1) ^ (sum & 16 ? 37 : 0) ^ "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(sign);
  return signs.length === 17 && !sum;
}

// Gives the address of the receipt, or the page of ours that says what to do. Fails when nothing
// of ours came back, and the sheet must be sent again later.
async function deliver(record, again) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 45e3);
  const body = new URLSearchParams(record.body);
  try {
    const answer = await fetch(record.action, { method: "POST", body, signal: stop.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const receipt = $("#receipt", page);
    if (receipt && isReceipt(receipt.textContent)) return { url: answer.url };
    if (answer.ok || !$("[data-survey]", page)) throw 0;
    const form = page.forms[0];
    if (
      !again &&
      answer.status === 422 &&
      $(".errors button", page) &&
      form._id.value === record.id &&
      parseInt(form._token.value, 16) === parseInt(body.get("_token"), 16)
    ) {
      // The page was open for long, its round (the token begins with it) still is: once more, by
      // itself, with the token that came.
      body.set("_token", form._token.value);
      record.body = "" + body;
      return await deliver(record, 1);
    }
    return { page, ended: answer.status < 500 };
  } finally {
    clearTimeout(clock);
  }
}

// Tries until there is an answer of ours: at once, after 1, 2, 4 … 300 seconds, and whenever the
// signal returns or somebody asks. `answered` throws where the answer is not the last word.
function persist(record, answered, failed, button = {}) {
  let wait = 0.5;
  let clock;
  let flying;
  const go = async () => {
    if (flying) return;
    flying = 1;
    clearTimeout(clock);
    try {
      const came = await deliver(record);
      if (came.url) await drop(record);
      answered(came);
      removeEventListener("online", go);
    } catch (_) {
      wait = Math.min(wait * 2, 300);
      clock = setTimeout(go, wait * 1e3);
      failed();
    }
    flying = 0;
  };
  addEventListener("online", go);
  button.onclick = go;
  go();
}
