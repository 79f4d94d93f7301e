// A button that copies a value, beside each value that is to be typed elsewhere; without scripts one selects it.

const WORDS = "Copier";
const DONE = "Copié";

function offer(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-link";
  button.textContent = WORDS;
  button.setAttribute("aria-label", `${WORDS} : ${box.dataset.copy}`);
  button.addEventListener("click", () => copy(box, button));
  box.append(button);
}

async function copy(box, button) {
  try {
    await navigator.clipboard.writeText(box.querySelector("[data-value]").textContent.trim());
    button.textContent = DONE;
    button.setAttribute("aria-label", `${DONE} : ${box.dataset.copy}`);
    setTimeout(() => reset(box, button), 2000);
  } catch {
    getSelection().selectAllChildren(box.querySelector("[data-value]"));
  }
}

function reset(box, button) {
  button.textContent = WORDS;
  button.setAttribute("aria-label", `${WORDS} : ${box.dataset.copy}`);
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(offer);
