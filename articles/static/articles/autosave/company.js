/** Who else is in the story. */

const place = document.getElementById("autosave-company")

const sentence = ({ name, writing }) => `${name} is in this story${writing ? `, typing in the ${writing}` : ""}.`

export const tell = (others) => {
  const told = others.map(sentence).join(" ")
  if (place && place.textContent !== told) place.textContent = told
}
