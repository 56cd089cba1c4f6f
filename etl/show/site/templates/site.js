"use strict";
(() => {
  const collator = new Intl.Collator("zh-Hans", { numeric: true });
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const turn = (th) => {
    const falls = th.getAttribute("aria-sort") === "ascending";
    all("th", th.parentNode).forEach((other) => other.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", falls ? "descending" : "ascending");
    return falls ? -1 : 1;
  };

  // Tables of the page itself: a press on a column's head sorts by it.
  const shown = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim().replace(/(?<=\d),(?=\d)/g, "");
  };
  for (const table of all("table.sortable")) {
    all("thead th", table).forEach((th, column) => {
      const button = make("button", { type: "button" }, ...th.childNodes);
      th.append(button);
      button.addEventListener("click", () => {
        const sign = turn(th);
        const rows = [...table.tBodies[0].rows].map((row) => [shown(row, column), row]);
        const numeric = rows.every(([text]) => text === "" || !Number.isNaN(Number(text)));
        rows.sort(([a], [b]) => sign * (numeric ? Number(a) - Number(b) : collator.compare(a, b)));
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
    });
  }

  // A box that hides what does not hold its words.
  for (const box of all("input[data-filters]")) {
    const items = all(box.dataset.filters);
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/);
      for (const item of items) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
      for (const section of all(".filtered")) section.hidden = !section.querySelector(`${box.dataset.filters}:not([hidden])`);
      document.getElementById("found").textContent = items.filter((item) => !item.hidden).length;
    });
  }

  // What a chart's mark says, as a tooltip.
  for (const mark of all(".chart [aria-roledescription=bar], .chart [aria-roledescription=rect]")) {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = mark.getAttribute("aria-label");
    mark.append(title);
  }

  // The audit page: a numeral's reading in the panel.
  const text = document.querySelector("article.text");
  if (text) {
    const panel = document.querySelector(".panel");
    const invitation = [...panel.childNodes];
    let pinned = null;
    const heads = all(".readings thead th").map((th) => all("button", th)[0] ?? th);
    const readingOf = (id) => {
      const list = make("dl");
      const row = document.getElementById(`f-${id}`);
      [...row.cells].forEach((cell, column) => {
        const value = make("dd", column === 1 ? { className: "value" } : {}, ...[...cell.childNodes].map((node) => node.cloneNode(true)));
        if (value.textContent.trim()) list.append(make("dt", {}, ...[...heads[column].childNodes].map((node) => node.cloneNode(true))), value);
        if (column === 1 && cell.title) list.append(make("dt", {}, "全写 ", make("small", {}, "In full")), make("dd", {}, cell.title));
      });
      list.append(make("dt"), make("dd", {}, make("a", { href: `#f-${id}` }, "到下表这一行 To its row below")));
      return list;
    };
    const show = (element, pin) => {
      all(".chosen", text).forEach((other) => other.classList.remove("chosen"));
      const close = make("button", { type: "button", className: "close" }, "×");
      close.setAttribute("aria-label", "收起 Close");
      close.addEventListener("click", hide);
      panel.replaceChildren(close);
      if (element.matches(".fact")) {
        element.classList.add("chosen");
        panel.append(...element.dataset.facts.split(" ").map(readingOf));
      } else {
        panel.append(make("p", {}, make("strong", {}, element.textContent), " 不是事实 No fact: ", element.title));
      }
      panel.classList.add("open");
      if (pin) pinned = element;
    };
    const hide = () => {
      pinned = null;
      panel.classList.remove("open");
      panel.replaceChildren(...invitation);
      all(".chosen", text).forEach((other) => other.classList.remove("chosen"));
    };
    const numeralAt = (node) => node.closest?.(".none, .fact");
    text.addEventListener("mouseover", (event) => {
      const element = numeralAt(event.target);
      if (element && !pinned && matchMedia("(hover: hover) and (min-width: 56rem)").matches) show(element, false);
    });
    text.addEventListener("focusin", (event) => numeralAt(event.target) && show(numeralAt(event.target), true));
    text.addEventListener("click", (event) => {
      const element = numeralAt(event.target);
      if (!element) return hide();
      event.preventDefault();
      show(element, true);
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      if (event.key === "Escape") hide();
      if (event.key !== "j" && event.key !== "k") return;
      const stops = all("a.fact, .none[tabindex]", text);
      const at = stops.indexOf(pinned);
      const next = stops[event.key === "j" ? at + 1 : at < 0 ? stops.length - 1 : at - 1];
      next?.focus();
      next?.scrollIntoView({ block: "center" });
    });
    for (const key of all("[data-hides]")) {
      key.addEventListener("click", () => {
        const on = key.getAttribute("aria-pressed") !== "true";
        key.setAttribute("aria-pressed", on);
        all(`.${key.dataset.hides}`, text).forEach((element) => element.classList.toggle("off", !on));
      });
    }
    // Readings between the lines: to read a report through without choosing each numeral.
    const glossOf = (id) => {
      const [quote, value, measure, indicator, , year, status] = [...document.getElementById(`f-${id}`).cells].map((cell) => cell.firstChild?.textContent.trim() ?? "");
      const unusual = [[measure, "数量"], [status, "实际"]].map(([name, usual]) => name.split(" ")[0] !== usual && name.split(" ")[0]);
      return [indicator, value.replaceAll(",", "") !== quote && value, ...unusual, year !== text.dataset.year && year].filter(Boolean).join(" · ");
    };
    const gloss = document.getElementById("gloss");
    gloss.addEventListener("click", () => {
      const on = gloss.getAttribute("aria-pressed") !== "true";
      gloss.setAttribute("aria-pressed", on);
      all(".gloss", text).forEach((note) => note.remove());
      if (!on) return;
      for (const mark of all("a.fact", text)) mark.after(make("small", { className: "gloss" }, mark.dataset.facts.split(" ").map(glossOf).join("；")));
    });
    const arrive = () => {
      const target = location.hash.startsWith("#m-") && document.getElementById(location.hash.slice(1))?.closest(".fact");
      if (target) show(target, true);
    };
    addEventListener("hashchange", arrive);
    arrive();
  }

  // The table of all facts: filtered, sorted, and shown a page at a time.
  const held = document.getElementById("held");
  if (held) {
    const { districts, reports, topics, indicators, measures, statuses } = JSON.parse(held.textContent);
    const rows = JSON.parse(document.getElementById("rows").textContent).flat();
    const SIZE = 100;
    const form = document.getElementById("filters");
    const fields = form.elements;
    const [ID, DISTRICT, YEAR, TOPIC, INDICATOR, WORDS, MEASURE, READING, VALUE, UNIT, STATUS, OF, QUOTE, REPORT] = Array(14).keys();
    const haystacks = rows.map((row) =>
      [row[ID], districts[row[DISTRICT]][0], topics[row[TOPIC]][0], indicators[row[INDICATOR]][0], row[WORDS], row[READING], row[OF], row[QUOTE]].join(" ").toLowerCase());
    const options = (select, pairs) =>
      select.replaceChildren(make("option", { value: "" }, "全部 All"), ...pairs.map(([value, name]) => make("option", { value }, name)));
    const years = [...new Set(rows.map((row) => row[YEAR]))].filter((year) => year !== null).sort().reverse();
    options(fields.topic, topics.map(([zh, en, code]) => [code, `${zh} ${en}`]));
    options(fields.year, years.map((year) => [year, year]));
    options(fields.measure, Object.entries(measures));
    options(fields.status, Object.entries(statuses));
    const byKind = () => {
      const invented = fields.kind.value === "fictional";
      options(fields.district, districts.filter((district) => district[2] === invented).map(([name]) => [name, name]));
    };
    const kinds = new Set(rows.map((row) => districts[row[DISTRICT]][2]));
    if (kinds.size === 1 && kinds.has(true)) fields.kind.value = "fictional";
    fields.kind.disabled = kinds.size < 2;
    const usual = fields.kind.value;
    byKind();

    let only = {}, order = [...rows.keys()], found = [], page = 0;
    const read = () => {
      const words = fields.q.value.toLowerCase().split(/\s+/).filter(Boolean);
      const invented = fields.kind.value === "fictional";
      found = order.filter((at) => {
        const row = rows[at];
        return districts[row[DISTRICT]][2] === invented
          && (!fields.district.value || districts[row[DISTRICT]][0] === fields.district.value)
          && (!fields.topic.value || topics[row[TOPIC]][2] === fields.topic.value)
          && (!fields.year.value || String(row[YEAR]) === fields.year.value)
          && (!fields.measure.value || row[MEASURE] === fields.measure.value)
          && (!fields.status.value || row[STATUS] === fields.status.value)
          && (!only.indicator || indicators[row[INDICATOR]][2] === only.indicator)
          && (!only.fact || row[ID] === only.fact)
          && words.every((word) => haystacks[at].includes(word));
      });
      page = 0;
      draw();
    };
    const link = (href, name) => make("a", { href }, name);
    const rowOf = (row) => {
      const [name, districtPage] = districts[row[DISTRICT]];
      const [indicator, indicatorPage] = indicators[row[INDICATOR]];
      const quote = make("a", { href: `${reports[row[REPORT]][1]}#m-${row[ID]}`, className: "quote", title: row[ID] }, row[QUOTE]);
      const chip = make("a", { href: `topics/${topics[row[TOPIC]][2]}.html`, className: `chip t-${topics[row[TOPIC]][2]}` }, topics[row[TOPIC]][0]);
      const own = row[WORDS] === indicator ? [] : [make("br"), make("small", {}, row[WORDS])];
      return make("tr", { className: only.fact === row[ID] ? "chosen" : "" },
        make("td", {}, link(districtPage, name)), make("td", {}, row[YEAR] ?? ""), make("td", {}, chip),
        make("td", {}, link(indicatorPage ?? `#indicator=${indicators[row[INDICATOR]][2]}`, indicator), ...own), make("td", {}, measures[row[MEASURE]] ?? row[MEASURE]),
        make("td", { className: "num" }, row[READING]), make("td", {}, statuses[row[STATUS]] ?? row[STATUS]), make("td", {}, row[OF]), make("td", {}, quote));
    };
    const draw = () => {
      const from = page * SIZE;
      const here = found.slice(from, from + SIZE);
      document.querySelector("#facts tbody").replaceChildren(...here.map((at) => rowOf(rows[at])));
      document.getElementById("count").textContent = found.length
        ? `第 ${from + 1}–${from + here.length} 条，共 ${found.length} 条 facts` : "没有符合的事实 No fact matches";
      const [back, on] = all(".pager button");
      back.disabled = page === 0;
      on.disabled = from + SIZE >= found.length;
      const note = document.getElementById("only");
      note.hidden = !(only.fact || only.indicator);
      if (!note.hidden) {
        const name = only.indicator && indicators.find((indicator) => indicator[2] === only.indicator)?.[0];
        note.replaceChildren(`只显示 Showing only: ${name ?? only.indicator ?? only.fact} `, make("a", { href: "#" }, "显示全部 Show all"));
      }
    };
    const keys = {
      district: (row) => districts[row[DISTRICT]][0], year: (row) => row[YEAR] ?? 0, topic: (row) => row[TOPIC],
      indicator: (row) => indicators[row[INDICATOR]][0], measure: (row) => row[MEASURE], status: (row) => row[STATUS],
    };
    const compared = {
      // Unlike units never stand in one order: by unit first.
      value: (a, b, sign) => collator.compare(a[UNIT], b[UNIT]) || sign * (a[VALUE] - b[VALUE]),
    };
    for (const button of all("#facts th button")) {
      button.addEventListener("click", () => {
        const sign = turn(button.closest("th"));
        const by = button.dataset.by, key = keys[by];
        const compare = compared[by] ?? ((a, b) => {
          const [x, y] = [key(a), key(b)];
          return sign * (typeof x === "number" ? x - y : collator.compare(x, y));
        });
        order = [...rows.keys()].sort((a, b) => compare(rows[a], rows[b], sign) || a - b);
        read();
      });
    }
    const settle = () => {
      const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
      only = { fact: asked.fact, indicator: asked.indicator };
      const named = rows.filter((row) =>
        asked.fact ? row[ID] === asked.fact : asked.indicator ? indicators[row[INDICATOR]][2] === asked.indicator
          : asked.district ? districts[row[DISTRICT]][0] === asked.district : asked.topic && topics[row[TOPIC]][2] === asked.topic);
      // Where all that is asked for is invented, show the invented.
      fields.kind.value = named.length && named.every((row) => districts[row[DISTRICT]][2]) ? "fictional" : usual;
      byKind();
      for (const name of ["q", "district", "topic", "year", "measure", "status"]) fields[name].value = asked[name] ?? "";
      read();
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target === fields.kind) byKind();
      read();
    });
    form.addEventListener("reset", () => {
      only = {};
      history.replaceState(null, "", location.pathname);
      setTimeout(() => { fields.kind.value = usual; byKind(); read(); });
    });
    for (const button of all(".pager button")) {
      button.addEventListener("click", () => { page += Number(button.dataset.step); draw(); scrollTo({ top: 0 }); });
    }
    addEventListener("hashchange", settle);
    settle();
  }
})();
