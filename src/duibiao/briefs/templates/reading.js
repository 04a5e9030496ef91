"use strict";
// Shows together what belongs together: the entry and every stretch of its mark, whichever was followed.
(() => {
  const all = [...document.querySelectorAll("[data-for]")];
  const show = id => {
    for (const e of all) e.classList.toggle("on", e.dataset.for.split(" ").includes(id) && !e.matches(".tag"));
  };
  const follow = () => {
    const found = /^#[em]-([a-z]+\d+)/.exec(location.hash);
    show(found ? found[1] : "");
  };
  addEventListener("hashchange", follow);
  // The same link again brings its goal into sight again, though the address does not change.
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
  follow();
})();
