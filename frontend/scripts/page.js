// Menus that close, and news of swapped parts for those who listen to the page.

/** An open menu closes at Escape (focus returns to it) and at a press elsewhere. */
export function closeMenus() {
  const open = () => document.querySelectorAll("details.pop[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** A swapped-in part says its [data-announce] in the page's one live region; errors take focus. */
export function announce() {
  document.addEventListener("htmx:after:swap", () => {
    const news = document.querySelector("[data-announce]");
    if (news) {
      document.getElementById("status").textContent = news.dataset.announce;
      news.removeAttribute("data-announce");
    }
    document.querySelector("[data-problem]:not([data-seen])")?.focus();
    document.querySelectorAll("[data-problem]").forEach((one) => one.setAttribute("data-seen", ""));
  });
}
