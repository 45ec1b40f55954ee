// What the dashboard does in the browser beside Streamlit: it follows a link between pages without loading the
// application anew, brings the visitor to the figure that an address points to (and unfolds it), says aloud what changed,
// copies the address, and says in the language of the page the few words that Streamlit has in English only. Without this
// file every link still works, as an ordinary page load.

window.prerenderReady = false
// Without it, Streamlit first looks for its server below the address of the page, and finds nothing there.
window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href }
// The path that the server stands below, with a slash at both ends.
const ROOT = new URL(".", document.currentScript.src).pathname

const PAGES = new Set([
  "/", "/beleidsveld", "/indicator", "/onderzoek", "/sociale-basis", "/herzieningen", "/bronnen",
  "/uitleg", "/toegankelijkheid", "/vergelijken", "/briefing", "/gegevens",
])
const language = document.documentElement.lang
const isEmbedded = new URLSearchParams(location.search).get("embed") === "true"
// Words of Streamlit's own that a visitor may meet, by language; it says them in English itself. `{}` is what differs.
const WORDS = {
  nl: {
    "No results": "Niets gevonden",
    "Open": "Keuzes tonen",
    "Close": "Sluiten",
    "Dismiss": "Sluiten",
    "Clear value": "Wissen",
    "Clear entry": "Wissen",
    "Clear all": "Alles wissen",
    "Selected values": "Gekozen",
    "Remove {}": "{} weghalen",
    "{}, selected": "{}, gekozen",
    "1 option available.": "1 keuze.",
    "{} options available.": "{} keuzes.",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Volledig scherm sluiten",
    "Press Ctrl+Enter to apply": "Ctrl+Enter om over te nemen",
    "Press Enter to apply": "Enter om over te nemen",
    "Press Enter to submit form": "Enter om over te nemen",
    "Press Ctrl+Enter to submit form": "Ctrl+Enter om over te nemen",
    "Upload": "Bestanden kiezen",
    "Add files": "Meer bestanden kiezen",
    "Drag and drop files here": "Sleep bestanden hierheen",
    "{} per file": "{} per bestand",
    "File must be {} or smaller.": "Dit bestand is te groot: ten hoogste {}. Bewaar alleen de pagina’s met de tabellen.",
    "Unexpected error. Please try again.": "Het bestand is niet aangekomen. Probeer het nog eens.",
    "Connection error": "Geen verbinding",
    "Streamlit server is not responding. Are you connected to the internet?":
      "De server van Doelbereik antwoordt niet. Controleer uw verbinding; de pagina gaat daarna vanzelf verder.",
  },
}
const IN_LANGUAGE = new Map(Object.entries(WORDS[language] ?? {}).filter(([word]) => !word.includes("{}")))
const IN_LANGUAGE_WITH = Object.entries(WORDS[language] ?? {})
  .filter(([word]) => word.includes("{}"))
  .map(([word, other]) => [...word.split("{}"), other])
// What of an element is said.
const SAID = ["aria-label", "title"]
// A page is drawn within this time, or the figure is not on it.
const PATIENCE_MS = 8000
// A page arrives in parts; what it says is said once, when it has been still for this long.
const STILL_MS = 300
const COPIED_MS = 2500
// What lies between the margins of an upright A4.
const PAPER_WIDTH_PX = 680

// Places on a page

function goTo(id) {
  const found = document.getElementById(id)
  if (!found) return false
  const folded = found.closest("details")
  if (folded) folded.open = true
  found.scrollIntoView({ block: folded || found.matches("article") ? "start" : "center" })
  found.classList.add("pointed-at")
  focusOn(folded?.querySelector("summary") ?? found)
  return true
}

function focusOn(element) {
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1")
  element.focus({ preventScroll: true })
}

function whenThere(id) {
  if (goTo(id)) return
  const observer = new MutationObserver(() => goTo(id) && observer.disconnect())
  observer.observe(document.documentElement, { childList: true, subtree: true })
  setTimeout(() => observer.disconnect(), PATIENCE_MS)
}

function pointedAt() {
  document.querySelectorAll(".pointed-at").forEach((element) => element.classList.remove("pointed-at"))
  return decodeURIComponent(location.hash.slice(1))
}

// Links

let isNewPage = false

function isPage(path) {
  return path.startsWith(ROOT) && PAGES.has(path.slice(ROOT.length - 1))
}

function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return
  if (link.matches(".skip")) {
    event.preventDefault()
    document.querySelector(link.hash)?.focus()
    return
  }
  const there = new URL(link.href)
  if (there.origin !== location.origin || !isPage(there.pathname)) return
  // The other language is another document, so that `lang` is right from its first letter.
  if (link.hreflang) {
    link.hash = location.hash
    return
  }
  const isHere = there.pathname === location.pathname && there.search === location.search
  // Inside somebody else's page there is no menu to come back by.
  if (isEmbedded && !isHere && !link.getAttribute("href").startsWith("#")) {
    link.target = "_blank"
    return
  }
  event.preventDefault()
  if (isHere && !there.hash) return
  isNewPage = !isHere && !there.hash
  // What is left is not said any more, also when it was left before it was still.
  said = summary()
  history.pushState({}, "", there)
  const id = pointedAt()
  // Streamlit listens to the back button; to it, this is the same thing.
  if (!isHere) window.dispatchEvent(new PopStateEvent("popstate", { state: {} }))
  if (id) whenThere(id)
  else document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
}

// What changed, for who does not see it

const spoken = document.createElement("div")
spoken.setAttribute("role", "status")
spoken.className = "unseen"
let said = null
let stillness

function speak(words) {
  spoken.textContent = ""
  // Two changes at once are one to a screen reader.
  setTimeout(() => (spoken.textContent = words), 50)
}

function summary() {
  const told = [...document.querySelectorAll(".stHtml :is(h1, .announced)")]
  const parts = told.length > 1 ? told : [...document.querySelectorAll(".stHtml :is(h1, p.above, p.lead)")]
  return parts.map((part) => part.textContent.trim().replace(/\.?$/, ".")).join(" ")
}

function whenStill() {
  const app = document.querySelector("[data-test-script-state]")
  if (app && app.getAttribute("data-test-script-state") !== "notRunning") return
  const now = summary()
  if (!now || now === said) return
  if (said !== null) speak(now)
  said = now
  if (isNewPage) focusOn(document.querySelector(".stHtml h1") ?? document.body)
  isNewPage = false
}

// The address, to pass on

async function copy(event) {
  const button = event.target instanceof Element ? event.target.closest("button.copy") : null
  if (!button) return
  const words = (await isCopied(button.dataset.copy ?? location.href)) ? button.dataset.copied : button.dataset.refused
  speak(words)
  const name = button.dataset.name ?? button.textContent
  button.dataset.name = name
  button.textContent = words
  setTimeout(() => (button.textContent = name), COPIED_MS)
}

async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // No permission, or no https: the old way needs neither.
    const field = document.createElement("textarea")
    field.value = text
    field.className = "unseen"
    document.body.append(field)
    const focused = document.activeElement
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    focused?.focus()
    return done
  }
}

// Streamlit's own words and boxes

function inLanguage(words) {
  const read = words?.trim()
  if (!read) return words
  const known = IN_LANGUAGE.get(read)
  if (known) return known
  const form = IN_LANGUAGE_WITH.find(([before, after]) => read.startsWith(before) && read.endsWith(after))
  return form ? form[2].replace("{}", () => read.slice(form[0].length, read.length - form[1].length)) : words
}

function relabel(element) {
  for (const name of SAID) {
    const words = element.getAttribute(name)
    const other = inLanguage(words)
    if (other !== words) element.setAttribute(name, other)
  }
}

function translate(added) {
  if ((added instanceof Element ? added : added.parentElement)?.closest(".stHtml")) return
  // What the dashboard says itself is in its language already.
  const parts = document.createTreeWalker(added, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (part) =>
    part instanceof Element && part.matches(".stHtml") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  for (let part = parts.currentNode; part; part = parts.nextNode())
    if (part instanceof Element) relabel(part)
    else if (inLanguage(part.nodeValue) !== part.nodeValue) part.nodeValue = inLanguage(part.nodeValue)
}

// Paper

// Nothing draws a chart anew for paper, so it keeps the width it has on the screen; what is too wide shrinks.
function keepForPaper() {
  for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]")) {
    const box = chart.closest("[data-testid=stElementContainer]")
    const width = box.getBoundingClientRect().width
    if (!width) continue
    box.style.setProperty("width", `${width}px`, "important")
    box.style.zoom = Math.min(1, PAPER_WIDTH_PX / width)
  }
}

function leavePaper() {
  for (const box of document.querySelectorAll("[data-testid=stElementContainer][style*=zoom]")) {
    box.style.removeProperty("width")
    box.style.removeProperty("zoom")
  }
}

new MutationObserver((changes) => {
  if (changes.every((change) => spoken.contains(change.target))) return
  if (WORDS[language])
    for (const change of changes) {
      if (change.type === "attributes") relabel(change.target)
      change.addedNodes.forEach(translate)
    }
  clearTimeout(stillness)
  stillness = setTimeout(whenStill, STILL_MS)
}).observe(document.documentElement, {
  attributeFilter: ["data-test-script-state", ...SAID],
  attributes: true,
  childList: true,
  subtree: true,
})

document.addEventListener("DOMContentLoaded", () => document.body.append(spoken))
document.addEventListener("click", follow)
// Who moves on before a new page is still keeps the focus there; it is not taken back to the heading.
document.addEventListener("focusin", () => (isNewPage = false))
document.addEventListener("click", copy)
window.addEventListener("beforeprint", keepForPaper)
window.addEventListener("afterprint", leavePaper)
window.addEventListener("hashchange", () => location.hash && whenThere(pointedAt()))
if (location.hash) whenThere(pointedAt())
