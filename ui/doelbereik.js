// What the dashboard does in the browser beside Streamlit: it follows a link between pages without loading the
// application anew, brings the visitor to the figure that an address points to (and unfolds it), and says in Dutch the few words that
// Streamlit has in English only. Without this file every link still works, as an ordinary page load.

window.prerenderReady = false
// Without it, Streamlit first looks for its server below the address of the page, and finds nothing there.
window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href }

const PAGES = new Set(["/", "/beleidsveld", "/indicator", "/bekendheid-wij", "/sociale-basis", "/herzieningen", "/bronnen"])
// Words of Streamlit's own that a visitor may meet.
const IN_DUTCH = new Map([
  ["Skip to main content", "Naar de inhoud"],
  ["No results", "Niets gevonden"],
  ["Open", "Keuzes tonen"],
  ["Close", "Sluiten"],
  ["Clear value", "Wissen"],
  ["Connection error", "Geen verbinding"],
  [
    "Streamlit server is not responding. Are you connected to the internet?",
    "De server van Doelbereik antwoordt niet. Controleer uw verbinding; de pagina gaat daarna vanzelf verder.",
  ],
])
// A page is drawn within this time, or the figure is not on it.
const PATIENCE_MS = 8000

function goTo(id) {
  const found = document.getElementById(id)
  if (!found) return false
  const folded = found.closest("details")
  if (folded) folded.open = true
  found.scrollIntoView({ block: folded || found.matches("article") ? "start" : "center" })
  found.classList.add("pointed-at")
  const reached = folded?.querySelector("summary") ?? found
  if (reached.tabIndex < 0) reached.setAttribute("tabindex", "-1")
  reached.focus({ preventScroll: true })
  return true
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

function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return
  const there = new URL(link.href)
  if (there.origin !== location.origin || !PAGES.has(there.pathname)) return
  // The other language is another document, so that `lang` is right from its first letter.
  if (link.hreflang) {
    link.hash = location.hash
    return
  }
  event.preventDefault()
  const isHere = there.pathname === location.pathname && there.search === location.search
  if (isHere && !there.hash) return
  history.pushState({}, "", there)
  const id = pointedAt()
  // Streamlit listens to the back button; to it, this is the same thing.
  if (!isHere) window.dispatchEvent(new PopStateEvent("popstate", { state: {} }))
  if (id) whenThere(id)
  else document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
}

function inDutch(element) {
  if (document.documentElement.lang !== "nl") return
  if (element.closest(".stHtml")) return
  for (const found of [element, ...element.querySelectorAll("[aria-label]")]) {
    const label = IN_DUTCH.get(found.getAttribute("aria-label"))
    if (label) found.setAttribute("aria-label", label)
  }
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const words = IN_DUTCH.get(text.nodeValue.trim())
    if (words) text.nodeValue = words
  }
}

new MutationObserver((changes) => {
  for (const change of changes)
    for (const added of change.addedNodes) if (added instanceof Element) inDutch(added)
}).observe(document.documentElement, { childList: true, subtree: true })

document.addEventListener("click", follow)
window.addEventListener("hashchange", () => location.hash && whenThere(pointedAt()))
if (location.hash) whenThere(pointedAt())
