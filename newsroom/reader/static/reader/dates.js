import { h } from "./dom.js";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const LONG = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** A <time> that says how long ago it was if that is less than a day, else the date. */
export function when(moment) {
  const date = new Date(moment);
  const minutes = Math.max(0, Math.round((Date.now() - date) / 60000));
  let text = DAY.format(date);
  if (minutes < 1) text = "Just now";
  else if (minutes < 60) text = `${minutes} min ago`;
  else if (minutes < 24 * 60) text = `${Math.round(minutes / 60)} h ago`;
  return h("time", { datetime: moment, title: exact(date) }, text);
}

/** A <time> with date and time of day. */
export function exactly(moment) {
  return h("time", { datetime: moment }, exact(new Date(moment)));
}

export function today() {
  return LONG.format(new Date());
}

function exact(date) {
  return `${DAY.format(date)}, ${CLOCK.format(date)}`;
}
