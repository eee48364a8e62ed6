/** Addresses that a text may link to. */

const HOST = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(:\d+)?([/?#]|$)/u
const MAIL = /^[^\s@/:?]+@[^\s@/:?]+\.[^\s@/:?]+$/
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
const ADVICE = "Type one such as https://www.example.com/, /about/, #part or name@example.com."

/** The typed text as an address to link to: {href}, or a {reason} why it is not one. Words without any scheme `isWords`. */
export const understand = (typed, schemes) => {
  const text = typed.trim()
  if (!text) return { reason: `An address is missing. ${ADVICE}` }
  if (text.startsWith("//")) return whole(`https:${text}`)
  if (/^([/?#]|\.\.?\/)/.test(text)) return /\s/.test(text) ? { reason: `It contains spaces. ${ADVICE}` } : { href: text }
  if (MAIL.test(text)) return { href: `mailto:${text}` }
  if (HOST.test(text)) return whole(`https://${text}`)
  const scheme = SCHEME.exec(text)?.[1].toLowerCase()
  if (!scheme) return { reason: `This is not an address. ${ADVICE}`, isWords: true }
  if (!schemes.includes(scheme)) return { reason: `Links cannot lead to ${scheme}: addresses. ${ADVICE}` }
  if (scheme.startsWith("http") && !/^https?:\/\//i.test(text)) return { reason: `This address is not complete. ${ADVICE}` }
  if (scheme === "mailto" && !MAIL.test(text.slice(7).split("?")[0])) return { reason: `This is not an e-mail address. ${ADVICE}` }
  if (scheme === "tel" && !/^tel:\+?[\d\s().-]+$/i.test(text)) return { reason: `This is not a telephone number. ${ADVICE}` }
  return whole(text)
}

/** Whether a link in a shown or pasted text can be followed and is allowed. */
export const leads = (href, schemes) => {
  const scheme = SCHEME.exec(href ?? "")?.[1].toLowerCase()
  return Boolean(href?.trim()) && (!scheme || schemes.includes(scheme)) && parses(href, "https://example.com/")
}

// Browsers accept spaces in a host, escaped with “%”, though no host has any.
const parses = (href, base) => URL.parse(href, base)?.host.includes("%") === false

const whole = (href) =>
  parses(href) ? { href: href.replace(/\s/g, "%20") } : { reason: `This address cannot be followed. ${ADVICE}` }
