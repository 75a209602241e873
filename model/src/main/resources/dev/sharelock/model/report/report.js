"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const steps = data.steps;
  const page = document.documentElement;
  const lanes = document.querySelector(".lanes");
  const arrows = document.getElementById("arrows");
  const memory = document.getElementById("memory");
  const rows = new Map();
  const cells = [];
  const SVG = "http://www.w3.org/2000/svg";
  const MANY = 400;
  let selected = -1;
  let hovered = -1;

  page.classList.add("script");
  document.querySelectorAll("tr[data-at]").forEach(row => rows.set(Number(row.dataset.at), row));
  document.querySelectorAll("tr[data-cell]").forEach(row => {
    cells[Number(row.dataset.cell)] = { row, value: row.querySelector("td") };
  });

  const visible = at => rows.has(at) && rows.get(at).offsetParent !== null;
  const order = () => [...rows.keys()].sort((a, b) => a - b).filter(visible);
  const element = (name, text, type) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (type) made.className = type;
    return made;
  };

  /* The memory after a step, and what each cell held before it. */
  function film(at) {
    const now = data.initial.slice();
    for (let i = 0; i < at; i++) steps[i].changes.forEach(([cell, value]) => { now[cell] = value; });
    const before = now.slice();
    if (at >= 0) steps[at].changes.forEach(([cell, value]) => { now[cell] = value; });
    return { before, now };
  }

  function showBytes(target, now, before, changed) {
    const old = before.split(" ");
    now.split(" ").forEach((byte, i) => {
      const isNew = changed && byte !== old[i];
      target.append(element("span", byte, isNew ? "byte new" : "byte"));
    });
  }

  function showMemory(at) {
    const { before, now } = film(at);
    const changed = new Set(at < 0 ? [] : steps[at].changes.map(([cell]) => cell));
    cells.forEach(({ row, value }, i) => {
      value.textContent = "";
      row.classList.toggle("changed", changed.has(i));
      if (row.classList.contains("bytes")) {
        showBytes(value, now[i], before[i], changed.has(i));
        return;
      }
      if (changed.has(i) && before[i] !== now[i]) value.append(element("span", before[i], "was"));
      value.append(now[i]);
    });
    document.getElementById("moment").textContent =
      at < 0 ? "before the first step" : "after step " + steps[at].step;
  }

  function showDetail(at) {
    const detail = document.getElementById("detail");
    detail.textContent = "";
    if (at < 0) return;
    const step = steps[at];
    detail.append(element("b", step.who), " ", element("code", step.text));
    if (step.mode) detail.append(" ", element("span", step.mode, "mode"));
    if (step.from >= 0) {
      detail.append(element("div", "read from step " + steps[step.from].step));
    } else if (step.from === -1) {
      detail.append(element("div", "read from the set-up"));
    }
    if (step.missed >= 0) {
      detail.append(element("div", "although step " + steps[step.missed].step + " came in between"));
    }
    if (step.site) detail.append(element("div", step.site, "detail-site"));
  }

  function select(at, scroll) {
    rows.get(selected)?.classList.remove("selected");
    document.querySelectorAll("tr.source").forEach(row => row.classList.remove("source"));
    selected = at;
    const row = rows.get(at);
    if (row) {
      if (!visible(at)) row.closest("tbody").classList.add("open");
      row.classList.add("selected");
      if (scroll) row.scrollIntoView({ block: "nearest" });
      rows.get(steps[at].from)?.classList.add("source");
    }
    showMemory(at);
    showDetail(at);
    draw();
  }

  /* Arrows from writes to the reads that read from them. */
  function anchor(at) {
    const card = rows.get(at).querySelector(".card").getBoundingClientRect();
    const glyph = rows.get(at).querySelector(".glyph").getBoundingClientRect();
    const base = lanes.getBoundingClientRect();
    const x = lanes.scrollLeft - base.left;
    const y = lanes.scrollTop - base.top;
    return { left: glyph.left + x - 4, right: card.right + x, y: glyph.top + y + glyph.height / 2 };
  }

  function curve(a, b) {
    if (a.left === b.left) {
      const loop = a.left - Math.min(26, 12 + (b.y - a.y) / 12);
      return `M${a.left} ${a.y}C${loop} ${a.y} ${loop} ${b.y} ${b.left} ${b.y}`;
    }
    const forth = b.left > a.left;
    const [from, to] = forth ? [a.right, b.left] : [a.left, b.right];
    const bend = (forth ? 1 : -1) * Math.max(28, Math.abs(to - from) * 0.4);
    return `M${from} ${a.y}C${from + bend} ${a.y} ${to - bend} ${b.y} ${to} ${b.y}`;
  }

  function path(from, to, type) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", curve(anchor(from), anchor(to)));
    line.setAttribute("class", type);
    if (!type.includes("missed")) {
      const head = type.includes("old") ? "old" : type.includes("on") ? "on" : "plain";
      line.setAttribute("marker-end", `url(#head-${head})`);
    }
    arrows.append(line);
  }

  function markers() {
    const defs = document.createElementNS(SVG, "defs");
    for (const type of ["plain", "old", "on"]) {
      const marker = document.createElementNS(SVG, "marker");
      const attributes = { id: "head-" + type, class: type, viewBox: "0 0 8 8", refX: 8, refY: 4,
        markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" };
      Object.entries(attributes).forEach(([name, value]) => marker.setAttribute(name, value));
      const tip = document.createElementNS(SVG, "path");
      tip.setAttribute("d", "M0 0 8 4 0 8Z");
      marker.append(tip);
      defs.append(marker);
    }
    arrows.append(defs);
  }

  function draw() {
    arrows.textContent = "";
    arrows.setAttribute("width", lanes.scrollWidth);
    arrows.setAttribute("height", lanes.scrollHeight);
    markers();
    const shown = order();
    const few = shown.length <= MANY;
    for (const at of shown) {
      const step = steps[at];
      const isOn = at === selected || at === hovered;
      const isOld = step.missed >= 0;
      const fromSetUp = !(step.from >= 0);
      if (isOld && (isOn || fromSetUp) && visible(step.missed)) path(step.missed, at, "missed");
      if (fromSetUp || !visible(step.from)) continue;
      const crosses = steps[step.from].process !== step.process;
      const readBySelected = step.from === selected || step.from === hovered;
      if (isOn || isOld || readBySelected || (crosses && few)) {
        path(step.from, at, (isOld ? "old" : "") + (isOn || readBySelected ? " on" : ""));
      }
    }
  }

  function move(by, same) {
    const shown = order();
    const now = shown.indexOf(selected);
    for (let i = now + by; i >= 0 && i < shown.length; i += by) {
      if (!same || selected < 0 || steps[shown[i]].process === steps[selected].process) {
        select(shown[i], true);
        return;
      }
    }
  }

  function nextFocus() {
    const shown = order().filter(at => rows.get(at).matches(".focus, .stale"));
    if (shown.length === 0) return;
    select(shown.find(at => at > selected) ?? shown[0], true);
  }

  function toggleFolds() {
    page.classList.toggle("unfolded");
    document.querySelectorAll(".folded.open").forEach(body => body.classList.remove("open"));
    draw();
  }

  function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const done = () => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1200);
    };
    const byHand = () => {
      getSelection().selectAllChildren(source);
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(source.textContent).then(done, byHand);
    else byHand();
  }

  const last = () => order().at(-1) ?? -1;
  const keys = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    "]": () => move(1, true), "[": () => move(-1, true), f: nextFocus, a: toggleFolds,
    Home: () => select(order()[0] ?? -1, true), End: () => select(last(), true),
    r: () => { if (steps[selected]?.from >= 0) select(steps[selected].from, true); },
    c: () => copy(document.querySelector(".copy")),
    Escape: () => select(-1, false),
  };
  document.addEventListener("keydown", event => {
    const inField = event.target.matches?.("input, textarea");
    if (event.ctrlKey || event.altKey || event.metaKey || inField || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  lanes.addEventListener("click", event => {
    const row = event.target.closest("tr[data-at]");
    const fold = event.target.closest(".unfold");
    if (fold) {
      fold.closest("tbody").nextElementSibling.classList.toggle("open");
      draw();
    } else if (row && !event.target.closest("a")) {
      select(Number(row.dataset.at), false);
    }
  });
  lanes.addEventListener("mouseover", event => {
    const row = event.target.closest("tr[data-at]");
    const at = row ? Number(row.dataset.at) : -1;
    if (at === hovered) return;
    hovered = at;
    draw();
  });
  lanes.addEventListener("mouseleave", () => { hovered = -1; draw(); });
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#step-']");
    const row = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!row) return;
    event.preventDefault();
    select(Number(row.dataset.at), true);
  });
  document.querySelectorAll(".copy").forEach(b => b.addEventListener("click", () => copy(b)));
  document.getElementById("previous").addEventListener("click", () => move(-1));
  document.getElementById("next").addEventListener("click", () => move(1));
  document.getElementById("focus").addEventListener("click", nextFocus);
  document.getElementById("end").addEventListener("click", () => select(last(), true));
  document.getElementById("folds").addEventListener("click", toggleFolds);
  document.getElementById("every").addEventListener("change", event => {
    memory.classList.toggle("every", event.target.checked);
  });
  addEventListener("resize", draw);
  const wanted = document.getElementById(location.hash.slice(1))?.dataset?.at;
  select(wanted === undefined ? last() : Number(wanted), wanted !== undefined);
})();
