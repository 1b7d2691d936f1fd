// A button beside each sentence to publish: it copies the sentence, and says so.
for (const sentence of document.querySelectorAll(".quote[data-copy]")) {
  const button = document.createElement("button");
  const { copy, done } = sentence.dataset;
  button.type = "button";
  button.textContent = copy;
  button.className = "unprinted";
  button.setAttribute("aria-live", "polite");
  button.onclick = async () => {
    getSelection().selectAllChildren(sentence);
    // Without https there is no clipboard but the old command's.
    if (navigator.clipboard) await navigator.clipboard.writeText(sentence.textContent.trim());
    else document.execCommand("copy");
    button.textContent = done;
    setTimeout(() => (button.textContent = copy), 4e3);
  };
  sentence.after(button);
}
