// Says so when a passkey or security key could not be used.

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.getElementById("key-trouble");
  notice.hidden = false;
  notice.querySelector("[role]")?.focus();
});
