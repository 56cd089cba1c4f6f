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

  // Rows of the site's own folder: a page that is opened from a folder may not fetch, but it may load a script.
  const waiting = new Map(), shards = new Map();
  window.jiedao = (name, value) => waiting.get(name)?.(value);
  const load = (name) => {
    if (!shards.has(name)) {
      shards.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = make("script", { src: `${document.body.dataset.root}data/${name}.js` });
        script.addEventListener("error", () => reject(new Error(`data/${name}.js`)));
        document.head.append(script);
      }));
    }
    return shards.get(name);
  };
  const root = document.body.dataset.root ?? "";
  const link = (href, ...children) => make("a", { href }, ...children);
  const chip = (code, name) =>
    document.body.dataset.root === undefined ? make("span", { className: `chip t-${code}` }, name)
      : make("a", { href: `${root}topics/${code}.html`, className: `chip t-${code}` }, name);
  const [ID, TOPIC, YEAR, INDICATOR, WORDS, MEASURE, READING, VALUE, UNIT, STATUS, MORE, QUOTE, FULL] = Array(13).keys();
  const small = (pairs) => pairs.map(([name, value]) => make("span", { className: "pair" }, `${name}: ${value} `));

  // The rows of numbered shards, in their order, as they come.
  const each = async (name, take) => {
    for (let at = 0, more = true; more; at++) {
      const block = await load(`${name}-${at}`);
      if (take(block.rows) === false) return;
      more = block.more;
    }
  };

  // The search box of every page: districts, objects and indicators by Chinese, pinyin or English, as `jiedao find` reads them.
  const box = document.getElementById("search");
  if (box) {
    const MOST = 20;
    const KINDS = { district: "街道 District", object: "事物 Object", indicator: "指标 Indicator" };
    const hits = document.getElementById("hits");
    const plain = (words) => words.normalize("NFKC").replace(/[\s“”"'‘’「」《》·、,()〔〕【】]/g, "").toLowerCase();
    const [KIND, NAME, SECOND, PAGE, INVENTED, READS] = Array(6).keys();
    let asked = 0;
    const look = async () => {
      const mine = ++asked, words = plain(box.value);
      hits.hidden = !words;
      if (!words) return;
      const found = [[], [], []];
      const show = (done) => {
        const best = found.flat().slice(0, MOST);
        hits.replaceChildren(...best.map((entry) => make("li", {}, make("a", { href: root + entry[PAGE] }, entry[NAME], " ",
          make("small", {}, `${KINDS[entry[KIND]]}${entry[INVENTED] ? " · 仅虚构 Fictional" : ""}${entry[SECOND] ? ` · ${entry[SECOND]}` : ""}`)))));
        if (!best.length) hits.append(make("li", { className: "note" }, done ? "没有找到 Nothing found" : "查找中 Searching"));
      };
      await each("search", (rows) => {
        if (mine !== asked) return false;
        for (const entry of rows) {
          const texts = entry[READS].split("\n");
          // What is called so comes first, then what begins so.
          if (texts.includes(words)) found[0].push(entry);
          else if (texts.some((text) => text.startsWith(words))) found[1].push(entry);
          else if (entry[READS].includes(words)) found[2].push(entry);
        }
        show(false);
      });
      if (mine === asked) show(true);
    };
    box.closest(".search").hidden = false;
    box.addEventListener("input", look);
    box.addEventListener("focus", look);
    document.addEventListener("click", (event) => { if (!event.target.closest(".search")) hits.hidden = true; });
    document.addEventListener("keydown", (event) => {
      const links = all("a", hits), at = links.indexOf(document.activeElement);
      if (event.key === "/" && !event.target.matches("input, select, textarea")) {
        event.preventDefault();
        box.focus();
      } else if (event.key === "Escape") hits.hidden = true;
      else if (event.target === box && event.key === "Enter") links[0]?.click();
      else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest(".search")) {
        event.preventDefault();
        (links[at + (event.key === "ArrowDown" ? 1 : -1)] ?? box).focus();
      }
    });
  }

  // Tables of the page itself: a press on a column's head sorts by it.
  const shown = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim().replace(/(?<=\d),(?=\d)/g, "");
  };
  const sortable = (table) => {
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
  };
  all("table.sortable").forEach(sortable);

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

  // The audit page: its facts, and a numeral's reading in the panel.
  const text = document.querySelector("article.text");
  const audit = (held) => {
    const table = document.querySelector(".readings");
    const report = table.dataset.report;
    table.tBodies[0].append(...held.rows.map((row) => {
      const [code, name, page] = held.indicators[row[INDICATOR]];
      const indicator = report === undefined ? [name] : [link(page ? `${root}indicators/${code}.html` : `${root}facts.html#indicator=${code}&report=${report}`, name)];
      if (row[WORDS]) indicator.push(make("br"), make("small", {}, `原文 ${row[WORDS]}`));
      const value = make("td", { className: "num", title: row[FULL] }, row[READING]);
      value.dataset.sort = row[VALUE];
      const id = make("code", {}, row[ID]);
      return make("tr", { id: `f-${row[ID]}` },
        make("td", {}, make("a", { className: "quote", href: `#m-${row[ID]}` }, row[QUOTE])), value, make("td", {}, held.measures[row[MEASURE]]),
        make("td", {}, ...indicator), make("td", {}, chip(row[TOPIC], held.topics[row[TOPIC]][0])), make("td", {}, row[YEAR] ?? ""),
        make("td", {}, held.statuses[row[STATUS]]), make("td", {}, make("small", {}, ...small(row[MORE]))),
        make("td", {}, report === undefined ? id : link(`${root}facts.html#report=${report}&fact=${row[ID]}`, id)));
    }));
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
      const target = document.getElementById(location.hash.slice(1));
      if (!target) return;
      if (location.hash.startsWith("#m-")) show(target.closest(".fact"), true);
      else if (location.hash.startsWith("#f-")) target.scrollIntoView();
    };
    addEventListener("hashchange", arrive);
    arrive();
  };
  if (text) {
    const held = document.getElementById("held");
    if (held) audit(JSON.parse(held.textContent));
    else load(`reports/${document.querySelector(".readings").dataset.report}`).then(audit);
  }

  // An indicator's comparisons: one year, measure and level at a time, as the address says.
  const comparing = document.getElementById("comparisons");
  const compare = (pieces) => {
    const names = JSON.parse(document.getElementById("labels").textContent);
    const fields = comparing.elements;
    const [KEY, YEAR, MEASURE, LEVEL, INVENTED, N, M, MEDIAN, UNIT, ROWS] = Array(10).keys();
    const [DISTRICT, PAGE, READING, COMMON, VALUE, POSITION, OPEN, TOLD, APART_ZH, APART, FACT, REPORT, QUOTE] = Array(13).keys();
    const MOST = 100;
    const found = new Map();
    for (const piece of pieces) {
      if (found.has(piece[KEY])) found.get(piece[KEY])[ROWS].push(...piece[ROWS]);
      else found.set(piece[KEY], [...piece.slice(0, ROWS), [...piece[ROWS]]]);
    }
    const parts = ["kind", "level", "year", "measure"];
    const keys = [...found.keys()].map((key) => key.split("/"));
    const quote = (row) => make("td", {}, make("a", { className: "quote", href: `${root}${row[REPORT]}#m-${row[FACT]}`, title: "看原文 In the report" }, row[QUOTE]));
    const place = (row) => make("td", {}, link(root + row[PAGE], row[DISTRICT]));
    let all = false;
    const draw = () => {
      const one = found.get(parts.map((part) => fields[part].value).join("/"));
      const ranked = one[ROWS].filter((row) => row[POSITION] !== null), apart = one[ROWS].filter((row) => row[POSITION] === null);
      const most = Math.max(...ranked.map((row) => Math.abs(row[VALUE])), 0);
      document.getElementById("told").textContent = ranked.length
        ? `${one[M]} 家有当年报告，${one[N]} 家写明，中位数 ${one[MEDIAN]}。 ${one[N]} of ${one[M]} reporting districts state it; median ${one[MEDIAN]}.`
        : "没有可并列的值，口径相近的见下。 None can stand beside others; near matches are below.";
      document.getElementById("ranked").hidden = !ranked.length;
      document.querySelector("#ranked tbody").replaceChildren(...ranked.slice(0, all ? ranked.length : MOST).map((row) => {
        const value = make("td", {}, row[READING]);
        if (row[COMMON]) value.append(" ", make("small", {}, `= ${row[COMMON]}`));
        if (row[VALUE] > 0 && one[MEASURE] !== "growth") {
          const bar = make("span", { className: `bar t-${comparing.dataset.topic}` });
          bar.style.width = `${(row[VALUE] / most) * 100}%`;
          value.append(bar);
        }
        const position = make("td", {}, `${row[POSITION]} / ${one[N]}`);
        if (row[OPEN]) position.append(" ", make("span", { className: "badge", title: "约数或余、多使先后难定 The bounds leave the order open" }, "未定 Open"));
        return make("tr", {}, position, place(row), value, make("td", {}, make("small", {}, row[TOLD])), quote(row));
      }));
      document.getElementById("every").hidden = all || ranked.length <= MOST;
      const box = document.getElementById("apart");
      box.hidden = !apart.length;
      box.open = !ranked.length;
      box.querySelector("summary span").textContent = apart.length;
      box.querySelector("tbody").replaceChildren(...apart.slice(0, all ? apart.length : MOST).map((row) => make("tr", {}, place(row), make("td", {}, row[READING]),
        make("td", {}, row[APART_ZH], " ", Object.assign(make("small", {}, row[APART]), { lang: "en" })), quote(row))));
    };
    // Each choice offers what there is with those before it; what a choice rules out moves to the nearest that there is.
    const choose = (asked) => {
      let left = keys;
      parts.forEach((part, at) => {
        const values = [...new Set(left.map((key) => key[at]))];
        fields[part].replaceChildren(...values.map((value) => make("option", { value }, names[part]?.[value] || value || "—")));
        fields[part].value = values.includes(asked[at]) ? asked[at] : values[0];
        fields[part].disabled = values.length < 2;
        left = left.filter((key) => key[at] === fields[part].value);
      });
      draw();
    };
    const arrive = () => {
      const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
      const first = comparing.dataset.first.split("/");
      choose(parts.map((part, at) => asked[part] ?? first[at]));
    };
    comparing.addEventListener("submit", (event) => event.preventDefault());
    comparing.addEventListener("input", () => {
      all = false;
      choose(parts.map((part) => fields[part].value));
      history.replaceState(null, "", `#${new URLSearchParams(parts.map((part) => [part, fields[part].value]))}`);
    });
    document.getElementById("every").addEventListener("click", () => { all = true; draw(); });
    comparing.querySelector("[data-download]").addEventListener("click", () => {
      const head = ["indicator_code", "indicator", "fictional", "district_level", "year", "measure", "district", "position", "n", "m", "value", "unit", "stated", "apart", "quote", "fact_id"];
      const lines = [...found.values()].flatMap((one) => one[ROWS].map((row) => [comparing.dataset.code, comparing.dataset.name, one[INVENTED], one[LEVEL],
        one[YEAR], one[MEASURE], row[DISTRICT], row[POSITION], one[N], one[M], row[VALUE], row[VALUE] === null ? "" : one[UNIT], row[READING], row[APART], row[QUOTE], row[FACT]]));
      download(`${comparing.dataset.code}.csv`, [head, ...lines]);
    });
    addEventListener("hashchange", arrive);
    arrive();
  };
  const download = (name, lines) => {
    // A cell that begins like a formula is none: a spreadsheet must not run what a report says.
    const cell = (value) => {
      const text = typeof value === "string" ? value.replace(/^(?=[=@+\t\r]|-(?![\d.]))/, "'") : String(value ?? "");
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const text = "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
    const made = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
    made.click();
    URL.revokeObjectURL(made.href);
  };
  if (comparing) {
    const held = document.getElementById("compared");
    const pieces = held ? JSON.parse(held.textContent) : [];
    if (held) compare(pieces);
    else each(`indicators/${comparing.dataset.code}`, (rows) => { pieces.push(...rows); }).then(() => compare(pieces));
  }

  // The table of all facts: the reports that can hold what is asked for are searched one after the other, and found rows shown a page at a time.
  const form = document.getElementById("filters");
  const facts = (codes) => {
    const SIZE = 100, ENOUGH = 5000, AHEAD = 6;
    const fields = form.elements;
    const [REPORT, LABEL, DISTRICT, PAGE, INVENTED, COUNT, YEARS, TOPICS] = Array(8).keys();
    const topics = Object.fromEntries(codes.topics);
    const measures = Object.fromEntries(codes.measures), statuses = Object.fromEntries(codes.statuses);
    const options = (select, pairs) =>
      select.replaceChildren(make("option", { value: "" }, "全部 All"), ...pairs.map(([value, name]) => make("option", { value }, name)));
    options(fields.topic, codes.topics);
    options(fields.year, codes.years.map((year) => [year, year]));
    options(fields.measure, codes.measures);
    options(fields.status, codes.statuses);

    let reports = [], kinds = new Set(), usual = "real", only = {};
    const catalogue = async () => {
      await each("catalogue", (rows) => { reports.push(...rows); });
      kinds = new Set(reports.map((report) => report[INVENTED]));
      if (kinds.size === 1 && kinds.has(true)) usual = fields.kind.value = "fictional";
      fields.kind.disabled = kinds.size < 2;
    };
    const byKind = () => {
      const invented = fields.kind.value === "fictional";
      const names = new Set(reports.filter((report) => report[INVENTED] === invented).map((report) => report[DISTRICT]));
      document.getElementById("places").replaceChildren(...[...names].slice(0, 2000).map((value) => make("option", { value })));
    };

    // Found rows: the report, what its shard holds, and the row.
    let found = [], searched = 0, candidates = [], limit = ENOUGH, page = 0, by = null, sign = 1, running = 0;
    const indicatorOf = ([, held, row]) => held.indicators[row[INDICATOR]];
    const collect = (report, held) => {
      const words = fields.q.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of held.rows) {
        if (fields.topic.value && row[TOPIC] !== fields.topic.value) continue;
        if (fields.year.value && String(row[YEAR]) !== fields.year.value) continue;
        if (fields.measure.value && row[MEASURE] !== fields.measure.value) continue;
        if (fields.status.value && row[STATUS] !== fields.status.value) continue;
        const [code, name] = held.indicators[row[INDICATOR]];
        if (only.indicator && code !== only.indicator) continue;
        if (only.fact && row[ID] !== only.fact) continue;
        if (words.length) {
          const text = [row[ID], report[LABEL], topics[row[TOPIC]], name, row[WORDS], row[READING], row[QUOTE], ...row[MORE].map((pair) => pair[1])]
            .join(" ").toLowerCase();
          if (!words.every((word) => text.includes(word))) continue;
        }
        found.push([report, held, row]);
      }
    };
    const search = async () => {
      const mine = ++running;
      let drawn = performance.now();
      while (searched < candidates.length && found.length < limit) {
        for (const report of candidates.slice(searched, searched + AHEAD)) load(`reports/${report[REPORT]}`).catch(() => {});
        const report = candidates[searched];
        const held = await load(`reports/${report[REPORT]}`);
        if (mine !== running) return;
        collect(report, held);
        searched++;
        if (performance.now() - drawn > 300) {
          draw();
          drawn = performance.now();
        }
      }
      arrange();
      draw();
    };
    const begin = () => {
      const invented = fields.kind.value === "fictional";
      candidates = reports.filter((report) => report[INVENTED] === invented
        && (!fields.district.value || report[DISTRICT] === fields.district.value)
        && (!only.report || report[REPORT] === only.report)
        && (!fields.topic.value || report[TOPICS].includes(fields.topic.value))
        && (!fields.year.value || report[YEARS].includes(Number(fields.year.value))));
      [found, searched, limit, page] = [[], 0, only.fact ? 1 : ENOUGH, 0];
      search();
    };
    const rowOf = (item) => {
      const [report, held, row] = item;
      const [code, name, paged] = indicatorOf(item);
      const quote = make("a", { href: `reports/${report[REPORT]}.html#m-${row[ID]}`, className: "quote", title: row[ID] }, row[QUOTE]);
      const own = row[WORDS] ? [make("br"), make("small", {}, row[WORDS])] : [];
      return make("tr", { className: only.fact === row[ID] ? "chosen" : "" },
        make("td", {}, link(report[PAGE], report[DISTRICT])), make("td", {}, row[YEAR] ?? ""), make("td", {}, chip(row[TOPIC], held.topics[row[TOPIC]][0])),
        make("td", {}, link(paged ? `indicators/${code}.html` : `#indicator=${code}`, name), ...own), make("td", {}, measures[row[MEASURE]] ?? row[MEASURE]),
        make("td", { className: "num", title: row[FULL] }, row[READING]), make("td", {}, statuses[row[STATUS]] ?? row[STATUS]),
        make("td", {}, make("small", {}, ...small(row[MORE]))), make("td", {}, quote));
    };
    const draw = () => {
      const from = page * SIZE;
      const here = found.slice(from, from + SIZE);
      document.querySelector("#facts tbody").replaceChildren(...here.map(rowOf));
      const whole = searched === candidates.length || Boolean(only.fact && found.length);
      const some = found.length ? `第 ${from + 1}–${from + here.length} 条，共 ${found.length} 条 facts` : whole ? "没有符合的事实 No fact matches" : "查找中 Searching";
      document.getElementById("count").textContent = whole ? some : `${some}；已查 ${searched} / ${candidates.length} 份报告 reports searched`;
      document.getElementById("further").hidden = whole || found.length < limit || Boolean(only.fact);
      const [back, on] = all(".pager [data-step]");
      back.disabled = page === 0;
      on.disabled = from + SIZE >= found.length;
      const note = document.getElementById("only");
      const named = ["fact", "indicator", "report"].filter((name) => only[name]);
      note.hidden = !named.length;
      if (!named.length) return;
      const told = named.map((name) => (name === "report" && reports.find((report) => report[REPORT] === only.report)?.[LABEL])
        || (name === "indicator" && found.length && indicatorOf(found[0])[1]) || only[name]);
      note.replaceChildren(`只显示 Showing only: ${told.join(" · ")} `, make("a", { href: "#" }, "显示全部 Show all"));
    };
    const keys = {
      district: ([report]) => report[DISTRICT], year: ([, , row]) => row[YEAR] ?? 0, topic: ([, , row]) => topics[row[TOPIC]],
      indicator: (item) => indicatorOf(item)[1], measure: ([, , row]) => row[MEASURE], status: ([, , row]) => row[STATUS],
    };
    const compared = {
      // Unlike units never stand in one order: by unit first.
      value: ([, , a], [, , b]) => collator.compare(a[UNIT], b[UNIT]) || sign * (a[VALUE] - b[VALUE]),
    };
    const arrange = () => {
      if (!by) return;
      const key = keys[by];
      found.sort(compared[by] ?? ((a, b) => {
        const [x, y] = [key(a), key(b)];
        return sign * (typeof x === "number" ? x - y : collator.compare(x, y));
      }));
    };
    // What is asked for stands in the address, so that it can be kept and sent on.
    const NAMES = ["q", "district", "topic", "year", "measure", "status"];
    const note = () => {
      const asked = new URLSearchParams(Object.entries(only).filter(([, value]) => value));
      for (const name of NAMES) if (fields[name].value) asked.set(name, fields[name].value);
      if (fields.kind.value !== usual) asked.set("kind", fields.kind.value);
      if (by) asked.set("by", sign < 0 ? `-${by}` : by);
      history.replaceState(null, "", asked.size ? `#${asked}` : location.pathname + location.search);
    };
    for (const button of all("#facts th button")) {
      button.addEventListener("click", () => {
        sign = turn(button.closest("th"));
        by = button.dataset.by;
        page = 0;
        arrange();
        note();
        draw();
      });
    }
    const settle = () => {
      const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
      only = { fact: asked.fact, indicator: asked.indicator, report: asked.report };
      const named = reports.filter((report) => asked.report ? report[REPORT] === asked.report : asked.district && report[DISTRICT] === asked.district);
      // Where all that is asked for is invented, show the invented.
      fields.kind.value = asked.kind ?? (named.length && named.every((report) => report[INVENTED]) ? "fictional" : usual);
      byKind();
      for (const name of NAMES) fields[name].value = asked[name] ?? "";
      const order = asked.by?.replace("-", "");
      if (order in keys || order in compared) {
        [by, sign] = [order, asked.by.startsWith("-") ? -1 : 1];
        const th = document.querySelector(`#facts [data-by=${by}]`).closest("th");
        th.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
      }
      begin();
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target === fields.kind) {
        fields.district.value = "";
        byKind();
      }
      note();
      begin();
    });
    form.addEventListener("reset", () => {
      only = {};
      by = null;
      all("#facts th").forEach((th) => th.removeAttribute("aria-sort"));
      setTimeout(() => { fields.kind.value = usual; byKind(); note(); begin(); });
    });
    for (const button of all(".pager [data-step]")) {
      button.addEventListener("click", () => { page += Number(button.dataset.step); draw(); scrollTo({ top: 0 }); });
    }
    document.getElementById("further").addEventListener("click", () => { limit += ENOUGH; search(); });
    catalogue().then(() => { addEventListener("hashchange", settle); settle(); });
  };
  if (form) facts(JSON.parse(document.getElementById("codes").textContent));
})();
