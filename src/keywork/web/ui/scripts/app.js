import { createAll, Button, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink } from "govuk-frontend";

for (const component of [Button, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink]) {
  createAll(component);
}

// A filter takes a whole phone screen when open: script closes it there, without script it stays open.
if (window.matchMedia("(max-width: 40em)").matches) {
  for (const filter of document.querySelectorAll("details[data-filter]")) filter.open = false;
}

for (const box of document.querySelectorAll("input[data-check-all]")) {
  box.addEventListener("change", () => {
    for (const other of document.querySelectorAll(`input[name="${box.dataset.checkAll}"]`)) other.checked = box.checked;
  });
}
