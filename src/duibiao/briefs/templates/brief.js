"use strict";
// Draws the charts to the width of the page, again when that changes, and leads back from a trace.
(() => {
  const figures = [...document.querySelectorAll(".chart")];
  const root = document.documentElement;

  // One specification serves a desk, a phone and a document: only its width differs.
  const fit = (spec, width) => {
    const meta = spec.usermeta || {};
    if (meta.columns) {
      const columns = width < 520 ? 1 : meta.columns;
      const own = Math.floor((width - meta.between * (columns - 1)) / columns) - meta.beside - 8;
      return {...spec, columns, concat: spec.concat.map(panel => ({...panel, width: own}))};
    }
    const legend = {...spec.config?.legend, columns: width < 420 ? 2 : undefined};
    const sized = {...spec, width, config: {...spec.config, legend}};
    if (meta.aspect) sized.height = Math.round((width - 2 * meta.margin) / meta.aspect);
    return sized;
  };

  const draw = figure => {
    const width = Math.floor(figure.clientWidth);
    if (!width || figure.dataset.width === String(width)) return;
    figure.dataset.width = String(width);
    const spec = JSON.parse(document.getElementById("spec-" + figure.id).textContent);
    vegaEmbed(figure.querySelector(".canvas"), fit(spec, width), {
      actions: false,
      ast: true, // expressions are interpreted: the page allows no code made at run time
      renderer: "svg",
      defaultStyle: false,
      tooltip: {disableDefaultStyle: true},
    }).catch(error => {
      figure.querySelector(".canvas").textContent = figure.querySelector(".canvas").getAttribute("aria-label");
      console.error(error);
    });
  };

  if (typeof vegaEmbed !== "undefined") {
    figures.forEach(draw);
    let waiting;
    new ResizeObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(() => figures.forEach(draw), 120);
    }).observe(document.querySelector("main"));
  }

  // A trace leads back to the very number that was followed, not to the first of its kind.
  document.addEventListener("click", event => {
    const link = event.target.closest("a.n");
    if (!link) return;
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const back = entry && entry.querySelector("a.back");
    if (!back) return;
    if (!link.id) link.id = "n-" + Math.random().toString(36).slice(2);
    back.hash = link.id;
  });

  // The chapter one is reading, in the contents.
  const links = new Map([...document.querySelectorAll("nav a")].map(a => [a.hash.slice(1), a]));
  const spy = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      links.forEach(a => a.removeAttribute("aria-current"));
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, {rootMargin: "-20% 0px -70% 0px"});
  links.forEach((_, id) => {
    const chapter = document.getElementById(id);
    if (chapter) spy.observe(chapter);
  });
  root.classList.add("ready");
})();
