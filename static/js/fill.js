/* Demo sign-ins: a button puts its address and password into the form above. */
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-fill-login]")
  if (!button) return
  const form = document.querySelector("form:has([name=login])")
  form.elements.login.value = button.dataset.fillLogin
  form.elements.password.value = button.dataset.fillPassword
  form.querySelector("[type=submit]").focus()
})
