extension FlameScript {
    /// What people do: tools, pointer and keys.
    static let controls = #"""
        const button = (title, act) => {
          const element = html("button", { type: "button" }, title);
          element.addEventListener("click", act);
          return element;
        };
        const input = html("input", {
          type: "search", placeholder: "Search (regular expression)", "aria-label": "Search functions by a regular expression",
          autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/",
        });
        const output = html("output", { "aria-live": "polite" });
        const reset = button("Reset zoom", () => { zoomTo(0); });
        const tools = html("div", { class: "tools", role: "toolbar", "aria-label": "Flame graph" }, input, reset);

        // A group of buttons of which one is pressed.
        const choice = (title, options, current, choose) => {
          const group = html("span", { class: "group", role: "group", "aria-label": title });
          const show = () => {
            for (const [k, element] of [...group.children].entries()) {
              element.setAttribute("aria-pressed", String(options[k][1] === current()));
            }
          };
          for (const [name, value, hint] of options) {
            const element = button(name, () => { choose(value); show(); update(); });
            element.title = hint;
            group.append(element);
          }
          show();
          tools.append(group);
        };
        if (data.calls && data.callers) {
          choice("Width", [
            ["By total", data.calls, "Callees on their callers; a frame is as wide as all it took"],
            ["By self", data.callers, "Callers on what they called; the lowest are as wide as what they took themselves"],
          ], () => state.view, (view) => Object.assign(state, { view, zoom: 0, at: 0 }));
        }
        choice("Direction", [
          ["Flame", false, "Stacks grow upwards"], ["Icicle", true, "Stacks grow downwards"],
        ], () => state.icicle, (icicle) => { state.icicle = icicle; });
        if (compares) {
          const [head, base] = data.comparison === "difference" ? ["Added", "Taken away"] : ["Head", "Base"];
          choice("Width of", [
            [head, "head", "Frames as wide as in the head: what is new can be seen"],
            [base, "base", "Frames as wide as in the base: what is gone can be seen"],
          ], () => state.side, (side) => Object.assign(state, { side, zoom: 0, at: 0 }));
        }

        tools.append(output);

        const tip = html("div", { class: "tip", role: "tooltip", hidden: "" });
        let frameOfTip = null;
        if (alone) {
          const holder = make("foreignObject", { x: margin, y: original, width: "100%", height: strip }, tools);
          // The strip reaches from one margin to the other.
          holder.style.width = `calc(100% - ${2 * margin}px)`;
          frameOfTip = make("foreignObject", { x: 0, y: 0, width: 580, height: 400 }, tip);
          frameOfTip.style.pointerEvents = "none";
          svg.append(holder, frameOfTip);
        } else {
          document.getElementById("tools").append(tools);
          document.body.append(tip);
        }

        const row = (title, ...cells) =>
          html("tr", {}, html("th", { scope: "row" }, title), ...cells.map((cell) => html("td", {}, cell)));
        const showTip = (i, x, y) => {
          const { view } = state;
          const value = sizes();
          const frame = view.frame[i];
          const share = (number, all) => percent(number / Math.max(1, all));
          const table = html("table");
          if (compares) {
            table.append(html("tr", {}, ...["", "total", "", "self", ""].map((title) => html("th", {}, title))));
            const sides = data.comparison === "difference" ? ["added", "taken away"] : ["head", "base"];
            table.append(row(sides[0], amount(view.total[i]), share(view.total[i], view.total[0]),
              amount(view.own[i]), share(view.own[i], view.total[0])));
            table.append(row(sides[1], amount(view.baseTotal[i]), share(view.baseTotal[i], view.baseTotal[0]),
              amount(view.baseOwn[i]), share(view.baseOwn[i], view.baseTotal[0])));
            const shares = data.comparison === "shares";
            table.append(row("change", signed(points(i), 2, " points"), relative(
              view.total[i] / (shares ? Math.max(1, view.total[0]) : 1),
              view.baseTotal[i] / (shares ? Math.max(1, view.baseTotal[0]) : 1))));
          } else {
            table.append(row("total", amount(view.total[i]), share(view.total[i], view.total[0])));
            table.append(row("self", amount(view.own[i]), share(view.own[i], view.total[0])));
          }
          if (state.zoom !== 0) table.append(row("of what is shown", percent(value[i] / Math.max(1, value[state.zoom]))));
          tip.replaceChildren(html("p", { class: "name" }, fullName(i)), table);
          if (frame >= 0) {
            const places = [data.sources[frame], data.objects[frame], data.origins[data.origin[frame]]];
            tip.append(html("p", { class: "place" }, places.filter((place) => place).join(" · ")));
          }
          tip.hidden = false;
          const box = tip.getBoundingClientRect();
          const left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 4));
          const top = y + 18 + box.height > innerHeight ? Math.max(4, y - box.height - 12) : y + 18;
          if (alone) {
            frameOfTip.setAttribute("x", left + scrollX);
            frameOfTip.setAttribute("y", top + scrollY);
          } else {
            tip.style.left = `${left}px`;
            tip.style.top = `${top}px`;
          }
        };
        const hideTip = () => { tip.hidden = true; };

        const update = () => {
          hideTip();
          draw();
          document.getElementById("kind").textContent =
            data.kinds[state.view === data.callers ? 1 : 0] + (compares ? ` ${data.sides[state.side === "base" ? 1 : 0]}` : "");
          reset.disabled = state.zoom === 0;
          input.setAttribute("aria-invalid", String(state.pattern === undefined));
          output.textContent =
            state.pattern === undefined ? "not a regular expression"
            : state.hits ? `${percent(matched())} matched, ${grouped(state.hits.size)} ${state.hits.size === 1 ? "function" : "functions"}`
            : "";
        };
        const zoomTo = (i) => {
          const focused = layer.contains(document.activeElement);
          Object.assign(state, { zoom: i, at: i });
          update();
          if (focused) focusOn(i);
        };
        const focusOn = (i) => {
          drawn.get(state.at)?.setAttribute("tabindex", -1);
          state.at = i;
          const frame = drawn.get(i);
          frame?.setAttribute("tabindex", 0);
          frame?.focus();
        };
        const search = () => {
          try {
            state.pattern = input.value === "" ? null : new RegExp(input.value, /\p{Lu}/u.test(input.value) ? "u" : "iu");
          } catch {
            state.pattern = undefined;
          }
          state.hits = null;
          if (state.pattern) {
            state.hits = new Set();
            // What can be read in a frame can be searched for, as well as what its tooltip says.
            data.names.forEach(([short], frame) => {
              if (state.pattern.test(short) || state.pattern.test(data.full[frame] || short)) state.hits.add(frame);
            });
          }
          update();
        };
        input.addEventListener("input", search);

        const frameAt = (target) => {
          const frame = target instanceof Element ? target.closest("g[data-i]") : null;
          return frame && layer.contains(frame) ? Number(frame.dataset.i) : null;
        };
        layer.addEventListener("click", (event) => {
          const i = frameAt(event.target);
          if (i !== null) zoomTo(i);
        });
        layer.addEventListener("mousemove", (event) => {
          const i = frameAt(event.target);
          if (i === null) hideTip();
          else showTip(i, event.clientX, event.clientY);
        });
        layer.addEventListener("mouseleave", hideTip);
        layer.addEventListener("focusin", (event) => {
          const i = frameAt(event.target);
          if (i === null || !event.target.matches(":focus-visible")) return;
          const box = event.target.getBoundingClientRect();
          showTip(i, Math.max(0, box.left), box.bottom - 12);
        });
        layer.addEventListener("focusout", hideTip);

        // Arrows go to what is seen in their direction.
        const neighbour = (key) => {
          const { view, at } = state;
          const outwards = (key === "ArrowDown") !== state.icicle;
          if (key === "ArrowLeft" || key === "ArrowRight") {
            const line = rows[view.depth[at]] ?? [];
            return line[line.indexOf(at) + (key === "ArrowRight" ? 1 : -1)];
          }
          if (outwards) return view.parent[at] >= 0 ? view.parent[at] : undefined;
          return (rows[view.depth[at] + 1] ?? []).find((i) => view.parent[i] === at);
        };
        layer.addEventListener("keydown", (event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          if (event.key.startsWith("Arrow")) {
            const i = neighbour(event.key);
            if (i !== undefined) focusOn(i);
          } else if (event.key === "Home") focusOn(0);
          else if (event.key === "Enter" || event.key === " ") zoomTo(state.at);
          else return;
          event.preventDefault();
        });
        document.addEventListener("keydown", (event) => {
          if (event.key === "/" && event.target !== input && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            input.focus();
            input.select();
          } else if (event.key === "Escape") {
            // The search first, then the zoom: what was done last is undone first.
            if (input.value !== "") {
              input.value = "";
              search();
            } else zoomTo(0);
          }
        });
        let widthBefore = innerWidth;
        addEventListener("resize", () => {
          // A phone changes the window's height all the time.
          if (innerWidth === widthBefore) return;
          widthBefore = innerWidth;
          const focused = layer.contains(document.activeElement);
          update();
          if (focused) focusOn(state.at);
        });
        layer.setAttribute("role", "tree");
        layer.setAttribute("aria-label", "Call stacks");
        update();
        // A flame burns from the bottom of the page: that is where reading begins.
        if (!state.icicle) {
          const below = layer.getBoundingClientRect().bottom - innerHeight + 24;
          if (below > innerHeight) scrollTo(0, below);
        }
        """#
}
