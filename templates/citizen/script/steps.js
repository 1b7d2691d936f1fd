// One factor a screen: #p2 is the address of the second, so that the browser's Back goes back a
// step. A form that came back with something to mend is shown whole.
function steps(form) {
  const root = document.documentElement;
  const all = [...form.querySelectorAll("section")];
  const title = (one) => $("h2,legend", one);
  const link = (to, kind) =>
    all[to] ? `<a class="${kind}" href="#p${to + 1}">${form.dataset[kind]}</a>` : "";
  const go = (event) => {
    const hash = location.hash.slice(1);
    const inside = document.getElementById(hash);
    const found = all.findIndex((one, at) => one.contains(inside) || hash === "p" + (at + 1));
    const now = Math.max(found, 0);
    root.className = now ? "js far" : "js";
    all.forEach((one, at) => {
      one.className = at === now ? "on" : "";
      bar.children[at].className = at > now ? "" : "d";
    });
    if (event && !inside) {
      scrollTo(0, 0);
      title(all[now]).focus();
    }
  };
  onhashchange = null;
  root.className = "";
  if (!all[1] || $(".errors")) return;
  all.forEach((one, at) => {
    title(one).tabIndex = -1;
    one.insertAdjacentHTML("beforeend", `<p class="go">${link(at - 1, "back")}${link(at + 1, "next")}</p>`);
  });
  all[0].insertAdjacentHTML(
    "beforebegin",
    `<div class="bar" aria-hidden="true">${"<i></i>".repeat(all.length)}</div>`,
  );
  const bar = $(".bar");
  onhashchange = go;
  go();
}
