// Replay of runs; dots linked with lines of output. Pages read without it.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const SHORT = 3; // seconds; others are slow enough
  const LONGEST_FRAME = 0.25; // seconds; hidden pages stand still
  const STEPS = 200; // of the slider
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const partners = new Map(); // dot -> its lines, line -> its dot

  function make(parent, name, attributes) {
    return set(parent.appendChild(document.createElement(name)), attributes);
  }

  function set(element, attributes) {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  }

  // Dots and lines

  function link(dot) {
    const ident = dot.id.replace(/-d\d+$/, "-l");
    const lines = dot.dataset.lines.split(" ")
      .flatMap((index) => document.getElementById(ident + index) ?? []);
    partners.set(dot, lines);
    for (const line of lines) partners.set(line, [dot]);
  }

  function mark(element, marked) {
    for (const one of [element, ...(partners.get(element) ?? [])]) {
      one.classList.toggle("run-on", marked);
    }
  }

  // Scrolls the console, never the page.
  function reveal(line) {
    const box = line?.closest(".run-output");
    if (!box) return;
    const above = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const below = above + line.offsetHeight + 8 - box.clientHeight;
    if (above < 0) box.scrollTop += above;
    else if (below > 0) box.scrollTop += below;
  }

  function focus(element, preventScroll = false) {
    if (!element) return;
    element.tabIndex = element.matches("a") ? 0 : -1;
    element.focus({ preventScroll });
  }

  function on(names, handle) {
    for (const name of names.split(" ")) {
      document.addEventListener(name, (event) => {
        const element = event.target.closest?.("a.run-dot, .run-line");
        if (element) handle(element, element.matches("a"), event);
      });
    }
  }

  on("mouseover focusin", (element, isDot) => {
    mark(element, true);
    if (isDot) reveal(partners.get(element)?.[0]);
  });
  on("mouseout focusout", (element, isDot, event) => {
    mark(element, event.type === "mouseout" && element === document.activeElement);
  });
  on("click", (element, isDot, event) => {
    if (isDot) {
      event.preventDefault();
      focus(partners.get(element)?.[0]);
    } else if (getSelection().isCollapsed) focus(element, true);
  });

  // Arrows go from line to line and from dot to dot, Enter from a line to its dot.
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const isDot = target.matches?.("a.run-dot");
    const box = target.closest?.(".run-output");
    if (box && key === "Enter") focus(partners.get(target)?.[0]);
    const direction = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
    if (!direction || !(isDot || (box && /[pn]$/.test(key)))) return;
    const all = isDot
      ? [...target.closest("svg").querySelectorAll("a.run-dot")]
        .sort((a, b) => parseInt(a.dataset.lines) - parseInt(b.dataset.lines))
      : [...box.querySelectorAll(".run-line:not(.run-future)")];
    const next = all[all.indexOf(target) + direction];
    event.preventDefault();
    if (isDot && next) target.tabIndex = -1;
    focus(next);
  });

  function replay(figure) {
    const words = figure.dataset;
    const total = +words.total;
    const lines = [...document.querySelectorAll(`.run-line[id^="${CSS.escape(figure.id)}-l"]`)];
    const time = (line) => +line.dataset.t;
    const moments = lines.length ? lines.map(time) : [1, 2, 3].map((part) => (part * total) / 4);
    moments.push(total);
    moments.sort((a, b) => a - b);
    let now = total;
    let speed = 1;
    let frame = 0; // of the animation, 0 while paused
    let before = 0;
    let latest = null;

    const controls = make(figure.querySelector(".run-caption"), "span", { class: "run-controls" });
    const button = make(controls, "button", { type: "button", class: "run-play" });
    if (total < SHORT && !reduced.matches) {
      const slow = make(controls, "button",
        { type: "button", class: "run-slow", "aria-pressed": false });
      slow.textContent = words.slow;
      slow.onclick = () => {
        speed = speed === 1 ? 0.25 : 1;
        slow.setAttribute("aria-pressed", speed !== 1);
      };
    }
    const range = make(controls, "input",
      { type: "range", max: STEPS, "aria-label": words.moment });
    const clock = make(controls, "output", { "aria-live": "off" });

    const drawings = [...figure.querySelectorAll(".run-timeline")].map((svg) => {
      const [veil, cursor] = ["rect", "line"].map((name) => document.createElementNS(SVG, name));
      const height = svg.viewBox.baseVal.height;
      const y = svg.querySelector(".run-tick") ? 18 : 0;
      set(veil, { class: "run-veil", y, height: height - y });
      set(cursor, { class: "run-cursor", y1: y, y2: height });
      return { svg, veil, cursor, left: +svg.dataset.left, right: +svg.dataset.right };
    });

    function show(moment) {
      now = Math.min(Math.max(moment, 0), total);
      const over = now >= total;
      for (const { svg, veil, cursor, left, right } of drawings) {
        const x = left + (now / total) * (right - left);
        set(veil, { x, width: right - x + 4 });
        set(cursor, { x1: x, x2: x });
        if (over) [veil, cursor].forEach((one) => one.remove());
        else if (!cursor.isConnected) svg.append(veil, cursor);
      }
      let last = null;
      for (const line of lines) {
        const future = !over && time(line) > now;
        line.classList.toggle("run-future", future);
        if (!future && !over) last = line;
      }
      if (last !== latest) {
        if (latest) mark(latest, false);
        if (last) mark(last, true);
        reveal(last);
        latest = last;
      }
      const said = words.seconds.replace("{number}", now.toFixed(3));
      range.value = (now / total) * STEPS;
      range.setAttribute("aria-valuetext", said);
      clock.textContent = said;
    }

    function pause() {
      cancelAnimationFrame(frame);
      frame = 0;
      name();
    }

    function name() {
      button.textContent = reduced.matches ? `⏵ ${words.next}`
        : frame ? `⏸ ${words.pause}` : `▶ ${now < total ? words.resume : words.replay}`;
    }

    function tick(stamp) {
      const passed = Math.min((stamp - before) / 1000, LONGEST_FRAME);
      before = stamp;
      show(now + Math.max(passed, 0) * speed);
      if (now >= total) pause();
      else frame = requestAnimationFrame(tick);
    }

    function step(forward) {
      show(forward ? moments.find((moment) => moment > now) ?? total
        : moments.filter((moment) => moment < now).pop() ?? 0);
      pause();
    }

    function toggle() {
      if (frame) return pause();
      if (now >= total) show(0);
      if (reduced.matches) return step(true);
      before = performance.now();
      frame = requestAnimationFrame(tick);
      name();
    }

    button.onclick = toggle;
    range.oninput = () => {
      show((range.value / STEPS) * total);
      pause();
    };
    controls.onkeydown = (event) => {
      const forward = { ArrowRight: true, ArrowLeft: false }[event.key];
      if (event.target === range && event.key === " ") toggle();
      else if (event.target === button && forward !== undefined) step(forward);
      else return;
      event.preventDefault();
    };
    reduced.onchange = pause;
    show(total);
    name();
  }

  function begin() {
    document.querySelectorAll("a.run-dot").forEach(link);
    document.querySelectorAll(".run-dots").forEach((dots) =>
      dots.querySelector("a")?.setAttribute("tabindex", 0));
    document.querySelectorAll(".run-figure[data-total]").forEach(replay);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
