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
const NBSP = "\u00a0";

// The same words as the server's `remaining`.
function span(minutes) {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  if (days) return `${days}${NBSP}jour${days > 1 ? "s" : ""}${hours ? ` ${hours}${NBSP}h` : ""}`;
  if (hours) return `${hours}${NBSP}h${rest ? `${NBSP}${String(rest).padStart(2, "0")}` : ""}`;
  return rest ? `${rest}${NBSP}min` : `moins d’une${NBSP}minute`;
}

// The limits and the words of the server's deadlines that still run.
function shape(minutes) {
  if (minutes < 0) return ["overdue", "En retard"];
  if (minutes < 120) return ["urgent", "Moins de 2 heures"];
  if (minutes < 1440) return ["near", "Moins de 24 heures"];
  return ["far", "Dans les temps"];
}

function left(due, now) {
  const minutes = Math.floor(Math.abs(due - now) / MINUTE);
  return now <= due ? `il reste ${span(minutes)}` : `dépassée de ${span(minutes)}`;
}

const clock = new Intl.DateTimeFormat("fr-FR", {
  weekday: "short",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/Paris",
  timeZoneName: "short",
});

// The zone in brackets, as the server writes it.
function inFull(now) {
  return clock.format(now).replace(/ (UTC.*)$/, ` ($1)`);
}

function refresh() {
  const now = Date.now();
  for (const deadline of deadlines) {
    const due = Date.parse(deadline.querySelector("[data-due]").dateTime);
    const [name, words] = shape((due - now) / MINUTE);
    deadline.className = `deadline deadline-${name}`;
    deadline.querySelector("[data-words]").textContent = words;
    deadline.querySelector("[data-left]").textContent = left(due, now);
  }
  for (const at of document.querySelectorAll("[data-true-at]")) at.textContent = inFull(now);
}

const deadlines = document.querySelectorAll("[data-deadline]");
if (deadlines.length) {
  refresh();
  setInterval(refresh, MINUTE);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}
