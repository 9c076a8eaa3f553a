/** On narrow screens one thing at a time, by the pattern of tabs: arrows move, Home and End go to the ends. */

const NARROW = matchMedia("(width < 900px)");

export function createTabs(list) {
  const tabs = [...list.querySelectorAll("[data-tab]")];
  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  let chosen = tabs[0];

  function choose(tab, focus = false) {
    chosen = tab;
    draw();
    if (focus) tab.focus();
  }

  function draw() {
    list.hidden = !NARROW.matches;
    for (const tab of tabs) {
      const panel = panelOf(tab);
      const is = tab === chosen;
      tab.setAttribute("aria-selected", is);
      tab.tabIndex = is ? 0 : -1;
      panel.classList.toggle("away", NARROW.matches && !is);
      if (NARROW.matches) {
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
      } else {
        panel.removeAttribute("role");
        panel.setAttribute("aria-labelledby", `${panel.id}-title`);
      }
    }
  }

  list.addEventListener("click", ({ target }) => target.closest("[data-tab]") && choose(target.closest("[data-tab]")));
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(chosen);
    const onward = document.dir === "rtl" ? -1 : 1;
    const next = { ArrowRight: at + onward, ArrowLeft: at - onward, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(tabs[(next + tabs.length) % tabs.length], true);
  });
  NARROW.addEventListener("change", draw);
  draw();

  return {
    /** Shows a panel where only one is shown. */
    show: (id) => choose(tabs.find((tab) => tab.getAttribute("aria-controls") === id)),
  };
}
