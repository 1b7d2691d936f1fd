// What the page can do beyond answering and sending, begun again with each form that is shown.
function begin() {
  const form = document.querySelector("form[method=post]");
  if (form) for (const part of [listening, preview]) part(form);
}
document.documentElement.className = "js";
addEventListener("DOMContentLoaded", begin);
