import { createAll, Button, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink } from "govuk-frontend";

for (const component of [Button, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink]) {
  createAll(component);
}

for (const box of document.querySelectorAll("input[data-check-all]")) {
  box.addEventListener("change", () => {
    for (const other of document.querySelectorAll(`input[name="${box.dataset.checkAll}"]`)) other.checked = box.checked;
  });
}

// A form that keeps what is typed while it is typed, so that a session that ends takes nothing with it.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const told = form.querySelector("[data-kept]");
  let waiting = 0;
  const keep = async () => {
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual" });
      told.textContent = answer.status === 204 ? told.dataset.kept : told.dataset.notKept;
    } catch {
      told.textContent = told.dataset.notKept;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 700);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
