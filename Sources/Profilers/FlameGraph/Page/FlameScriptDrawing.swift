extension FlameScript {
    /// Laying frames out and drawing them.
    static let drawing = #"""
        const make = (name, attributes = {}, ...children) => {
          const element = document.createElementNS("http://www.w3.org/2000/svg", name);
          for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
          element.append(...children);
          return element;
        };
        const html = (name, attributes = {}, ...children) => {
          const element = document.createElementNS("http://www.w3.org/1999/xhtml", name);
          for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
          element.append(...children);
          return element;
        };
        const coordinate = (value) => String(Math.round(value * 10) / 10);

        // In the SVG alone the tools stand in a strip of their own between the legend and the frames.
        const strip = 42;
        const original = alone ? Number(/translate\(\S+ (\S+)\)/.exec(layer.getAttribute("transform"))[1]) : 0;
        let drawn = new Map();
        let rows = [];

        // The frames that can be seen: what is zoomed to and all on it, and what it stands on, as wide as the picture.
        const layOut = (width) => {
          const { view, zoom } = state;
          const value = sizes();
          const seen = [];
          for (let i = view.parent[zoom]; i >= 0; i = view.parent[i]) seen.unshift({ i, left: 0, width, under: true });
          const scale = value[zoom] > 0 ? width / value[zoom] : 0;
          const ends = [];
          ends[view.depth[zoom]] = 0;
          for (let i = zoom; i < view.end[zoom]; ) {
            const depth = view.depth[i];
            const extent = value[i] * scale;
            const left = ends[depth];
            ends[depth] = left + extent;
            ends[depth + 1] = left;
            if (extent < data.least && i !== zoom) {
              // No frame is wider than the one it stands on.
              if (extent > 0) seen.hidden = (seen.hidden ?? 0) + view.end[i] - i;
              i = view.end[i];
              continue;
            }
            seen.push({ i, left, width: extent, under: false });
            i++;
          }
          return seen;
        };

        const describe = (i) => {
          const value = sizes();
          let words = `${fullName(i)}, ${percent(value[i] / Math.max(1, value[0]))}, ${amount(value[i])}`;
          if (compares) words += `, ${signed(points(i), 2, " points")}`;
          return words;
        };

        const draw = () => {
          const { view } = state;
          const width = Math.max(120, (alone ? innerWidth : svg.parentElement.clientWidth) - 2 * margin);
          const seen = layOut(width);
          const depth = seen.reduce((most, { i }) => Math.max(most, view.depth[i]), 0);
          const families = new Map();
          for (const frame of seen) {
            frame.room = room(frame.width);
            if (frame.room < 3) continue;
            const parent = view.parent[frame.i];
            if (!families.has(parent)) families.set(parent, []);
            families.get(parent).push(frame);
          }
          for (const siblings of families.values()) labelSiblings(siblings);

          const pieces = document.createDocumentFragment();
          const thin = new Map();
          drawn = new Map();
          rows = [];
          for (const { i, left, width: extent, under, text } of seen) {
            const top = (state.icicle ? view.depth[i] : depth - view.depth[i]) * data.row;
            const hit = isHit(i) ? " hit" : "";
            if (extent < data.thin && i !== state.zoom) {
              const key = classOf(i) + hit;
              const [x, y, w] = [left, top, Math.max(extent, data.least)].map(coordinate);
              thin.set(key, `${thin.get(key) ?? ""}M${x} ${y}h${w}v${data.row - 1}h-${w}z`);
              continue;
            }
            const frame = make("g", {
              class: `f${under ? " under" : ""}${hit}`, role: "treeitem", "data-i": i, tabindex: -1,
              "aria-level": view.depth[i] + 1, "aria-label": describe(i),
            }, make("rect", {
              class: classOf(i), x: coordinate(left), y: coordinate(top), width: coordinate(Math.max(0.5, extent - 0.5)),
              height: data.row - 1, rx: 1,
            }));
            if (text) frame.append(make("text", { x: coordinate(left + data.padding), y: coordinate(top + 12.5) }, text));
            pieces.append(frame);
            drawn.set(i, frame);
            (rows[view.depth[i]] ??= []).push(i);
          }
          for (const [key, path] of thin) pieces.append(make("path", { class: key, d: path }));
          layer.replaceChildren(...pieces.childNodes);
          layer.classList.toggle("searched", state.hits !== null);
          if (!drawn.has(state.at)) state.at = state.zoom;
          drawn.get(state.at)?.setAttribute("tabindex", 0);

          const height = (depth + 1) * data.row;
          const [outer, whole] = alone ? [innerWidth, original + strip + height + 34] : [width, height];
          svg.setAttribute("width", outer);
          svg.setAttribute("height", whole);
          if (!alone) svg.setAttribute("viewBox", `0 0 ${outer} ${whole}`);
          else {
            // Without one, the paper can go on below the frames, to the window's end.
            svg.removeAttribute("viewBox");
            svg.style.minHeight = "100vh";
            layer.setAttribute("transform", `translate(${margin} ${original + strip})`);
            note.setAttribute("y", original + strip + height + 18);
          }
          const parts = [];
          const frames = (count) => `${grouped(count)} ${count === 1 ? "frame" : "frames"}`;
          if (seen.hidden) parts.push(`${frames(seen.hidden)} under ${data.least} px not drawn: zoom to see them`);
          if (view.omitted) parts.push(`${view.omittedIsLeast ? "at least " : ""}${frames(view.omitted)} too small to be in this file`);
          note.textContent = parts.join("; ");
        };
        """#
}
