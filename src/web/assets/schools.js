// Suggestions of schools while one types a name, a town or a code; the search button does the same without scripts.

const box = document.querySelector("[data-schools]");
const field = box?.querySelector("input[type=search]");
const button = box?.querySelector("button");
const results = box && document.querySelector("[data-schools-found]");
let waiting = 0;
let asked = null;

async function suggest() {
  const query = field.value.trim();
  asked?.abort();
  if (query.length < 2) return;
  asked = new AbortController();
  try {
    const answer = await fetch(`${box.dataset.schools}?q=${encodeURIComponent(query)}`, {
      signal: asked.signal,
      headers: { accept: "text/html" },
      credentials: "same-origin",
    });
    if (answer.ok) show(parse(await answer.text()));
  } catch {
    // Offline or overtaken by the next letter: the search button is still there.
  }
}

// The school already chosen stays, first, whatever is looked for next.
function show(found) {
  const chosen = results.querySelector("input:checked");
  results.replaceChildren(...found);
  if (!chosen) return;
  const same = [...results.querySelectorAll("input")].find((input) => input.value === chosen.value);
  if (same) same.checked = true;
  else results.prepend(chosen.closest(".choice"));
}

function parse(html) {
  const fragment = new DOMParser().parseFromString(html, "text/html");
  return [...fragment.body.childNodes].map((node) => document.importNode(node, true));
}

if (field && results) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 200);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(waiting);
    suggest();
  });
  button?.setAttribute("type", "button");
  button?.addEventListener("click", suggest);
}
