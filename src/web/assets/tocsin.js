// What every page gains from scripts; each page works without them.

// A form is sent once: the second press of a button does nothing, and the button says why.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (button && button.dataset.busy) {
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.busy;
      button.setAttribute("aria-disabled", "true");
    }
  });
}

// Coming back with the browser's history finds forms ready again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[data-idle]")) {
    button.textContent = button.dataset.idle;
    button.removeAttribute("aria-disabled");
  }
});

// The faults of a form are read first.
document.querySelector("[data-focus]")?.focus();

// Time left is brought up to date each minute, silently: no live region, so nothing is read aloud by itself.
const MINUTE = 60_000;
const NNBSP = "\u202f";

function span(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return hours > 0 ? `${hours}${NNBSP}h ${String(rest).padStart(2, "0")}${NNBSP}min` : `${rest}${NNBSP}min`;
}

function left(due, now) {
  const past = now > due;
  const minutes = Math.floor(Math.abs(due - now) / MINUTE);
  return past ? `en retard de ${span(minutes)}` : `il reste ${span(minutes)}`;
}

const clock = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });

function refresh() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const words = document.getElementById(time.dataset.countdown);
    if (words) words.textContent = left(Date.parse(time.dateTime), now);
  }
  for (const at of document.querySelectorAll("[data-true-at]")) at.textContent = clock.format(now);
}

if (document.querySelector("time[data-countdown]")) {
  refresh();
  setInterval(refresh, MINUTE);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}
