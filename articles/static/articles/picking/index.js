/** Makes the pickers of the writing screen work. What they pick are ordinary fields of its form. */

import { pickMany } from "./many.js"
import { pickOne } from "./one.js"

for (const picker of document.querySelectorAll(".picker-one")) pickOne(picker)
for (const picker of document.querySelectorAll(".picker-many")) pickMany(picker)
