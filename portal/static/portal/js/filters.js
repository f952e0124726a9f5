// Addresses hold only what was asked for: empty fields of a filter form stay out of them.
document.addEventListener("htmx:configRequest", (event) => {
  const data = event.detail.formData;
  for (const [name, value] of [...data]) if (!value) data.delete(name);
});
