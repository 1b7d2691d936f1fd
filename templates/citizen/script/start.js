// What the page can do beyond answering and sending; begun again with each form that is shown.
// Nothing here may stand in the way of the form itself: what a browser lacks is left out.
function begin() {
  const form = $("[data-listen]");
  try {
    if (form) listening(form);
    if ($("[data-sending]")) [steps, sending, nearby, preview].forEach((part) => part(form));
  } catch (error) {
    document.documentElement.className = "";
    throw error;
  }
  resume(form);
}
document.documentElement.className = "js";
addEventListener("DOMContentLoaded", begin);
onload = () => {
  const worker = navigator.serviceWorker;
  if (worker) worker.register("/sw.js?lang=" + document.documentElement.lang).catch(() => {});
};
