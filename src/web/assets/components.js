// Finding what is touched among forty elements: filter as one types, count, and show what is chosen.

const chooser = document.querySelector("[data-chooser]");
const filter = chooser?.querySelector("[data-filter]");
const status = chooser?.querySelector("[data-filter-status]");
const chosen = chooser?.querySelector("[data-chosen]");
const groups = [...(chooser?.querySelectorAll("details.group") ?? [])];
// « Je ne sais pas » stands outside the groups: no filter hides it.
const choices = [...(chooser?.querySelectorAll(".group .choice") ?? [])];

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wasOpen = new Map(groups.map((group) => [group, group.open]));
let typing = 0;

function matches(choice, words) {
  choice.plain ??= plain(choice.dataset.words);
  return words.every((word) => choice.plain.includes(word));
}

function apply() {
  const words = plain(filter.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const choice of choices) {
    choice.hidden = !matches(choice, words);
    if (!choice.hidden) found += 1;
  }
  for (const group of groups) {
    group.hidden = ![...group.querySelectorAll(".choice")].some((choice) => !choice.hidden);
    group.open = words.length ? !group.hidden : wasOpen.get(group);
  }
  if (words.length === 0) status.textContent = "";
  else if (found === 0) status.textContent = "Rien ne correspond. Essayez un autre mot, ou cochez « Je ne sais pas ».";
  else status.textContent = found === 1 ? "1 élément correspond." : `${found} éléments correspondent.`;
}

function show() {
  const boxes = [...chooser.querySelectorAll("input[name=component]:checked")];
  chosen.replaceChildren(
    ...boxes.map((box) => {
      const item = document.createElement("li");
      item.textContent = box.dataset.label;
      return item;
    }),
  );
  chooser.querySelector("[data-chosen-title]").hidden = boxes.length === 0;
  for (const main of chooser.querySelectorAll("[data-main]")) main.hidden = boxes.length < 2;
  for (const group of groups) {
    const count = group.querySelectorAll("input[name=component]:checked").length;
    group.querySelector(".count").textContent = count ? `${count} choisi${count > 1 ? "s" : ""}` : "";
  }
}

if (chooser) {
  filter.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(apply, 120);
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape") {
      filter.value = "";
      apply();
    }
  });
  chooser.addEventListener("change", show);
  for (const group of groups) {
    group.addEventListener("toggle", () => filter.value || wasOpen.set(group, group.open));
  }
  show();
}
