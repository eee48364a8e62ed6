/** Asks the browser for a passkey and sends it with the form around the button. */

const SENTENCES = {
  InvalidStateError: "This device already holds one of your passkeys: there is nothing to add.",
  NotAllowedError: "Nothing was chosen, or it took too long. Try again.",
  NotSupportedError: "This device cannot keep a passkey of the required kind.",
  SecurityError: "Passkeys work only at the newsroom's public address: open this page there.",
}
const TOO_OLD = "This browser is too old for passkeys. Use a newer one, or another way to sign in."
const UNREACHABLE = "The newsroom cannot be reached. Wait a moment, then try again."

const optionsOf = async ({ options, fetch: address }) => {
  if (options) return JSON.parse(document.getElementById(options).textContent).publicKey
  const response = await fetch(address, { headers: { Accept: "application/json" } })
  if (!response.ok) throw new Error(response.status === 429 ? "Too many attempts from here. Wait a quarter of an hour." : UNREACHABLE)
  return (await response.json()).request_options.publicKey
}

const ask = async (button) => {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) throw new Error(TOO_OLD)
  const options = await optionsOf(button.dataset)
  if (button.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}

const sentenceFor = (error) => {
  if (error instanceof DOMException) return SENTENCES[error.name] ?? `The browser reported an error (${error.name}).`
  return error instanceof TypeError ? UNREACHABLE : error.message
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-passkey]")
  if (!button) return
  const note = button.form.querySelector("[role=alert]")
  note.hidden = true
  button.disabled = true
  try {
    const credential = await ask(button)
    button.form.elements.credential.value = JSON.stringify(credential.toJSON())
    button.form.requestSubmit()
  } catch (error) {
    note.textContent = sentenceFor(error)
    note.hidden = false
  } finally {
    button.disabled = false
    if (!note.hidden) button.focus()
  }
})
