/// What the SVG and the page can do in a browser: the same script in both.
///
/// It draws with the rules of `FlameLayout`, `FrameLabels` and `FlameUnit`; a test holds its first picture against theirs.
/// Names become text nodes only.
enum FlameScript {
    static var source: String { "(() => {\n\"use strict\";\n\(model)\n\(text)\n\(drawing)\n\(controls)\n})();" }

    /// The data, what is shown of it, and the sums.
    private static let model = #"""
        const data = JSON.parse(document.getElementById("data").textContent);
        const svg = document.getElementById("flame");
        const layer = document.getElementById("frames");
        const note = document.getElementById("note");
        const alone = document.documentElement === svg;
        const compares = data.comparison !== null;
        const margin = alone ? 12 : 0;

        // Where each frame's subtree ends, and which frame it stands on.
        for (const view of [data.calls, data.callers]) {
          if (!view) continue;
          const count = view.depth.length;
          view.end = new Array(count).fill(count);
          view.parent = new Array(count).fill(-1);
          const open = [];
          for (let i = 0; i < count; i++) {
            while (open.length > view.depth[i]) view.end[open.pop()] = i;
            view.parent[i] = open.length ? open[open.length - 1] : -1;
            open.push(i);
          }
        }
        const state = {
          view: data.inverted || !data.calls ? data.callers : data.calls,
          side: "head", icicle: data.icicle, zoom: 0, pattern: null, hits: null, at: 0,
        };
        if (compares && state.view.total[0] === 0) state.side = "base";

        const sizes = () => (state.side === "base" ? state.view.baseTotal : state.view.total);
        const forms = (i) => (state.view.frame[i] < 0 ? ["all"] : data.names[state.view.frame[i]]);
        const fullName = (i) => (state.view.frame[i] >= 0 && data.full[state.view.frame[i]]) || forms(i)[0];

        // The change of a frame in points of a percent.
        const points = (i) => {
          const { total, baseTotal } = state.view;
          const [head, base, all, allBase] = [total[i], baseTotal[i], total[0], baseTotal[0]];
          if (data.comparison === "shares") return 100 * (head / Math.max(1, all) - base / Math.max(1, allBase));
          if (data.comparison === "values") return (100 * (head - base)) / Math.max(1, allBase > 0 ? allBase : all);
          return (100 * (head - base)) / Math.max(1, all + allBase);
        };
        const classOf = (i) => {
          const frame = state.view.frame[i];
          if (frame < 0) return "w";
          if (!compares) return `o${data.origin[frame]}s${data.shade[frame]}`;
          const change = points(i);
          const level = data.bounds.filter((bound) => Math.abs(change) >= bound).length;
          return `c${data.bounds.length + (change < 0 ? -level : level)}`;
        };
        const isHit = (i) => state.hits !== null && state.view.frame[i] >= 0 && state.hits.has(state.view.frame[i]);

        // What the hits have together, in what is zoomed to: a hit within a hit is in its share already.
        const matched = () => {
          const value = sizes();
          let sum = 0;
          for (let i = state.zoom; i < state.view.end[state.zoom]; ) {
            if (isHit(i)) {
              sum += value[i];
              i = state.view.end[i];
            } else i++;
          }
          return sum / Math.max(1, value[state.zoom]);
        };
        """#

    /// Numbers and names as texts.
    private static let text = #"""
        const fixed = (value, digits) => (Math.round(value * 10 ** digits) / 10 ** digits).toFixed(digits);
        const percent = (share) => `${fixed(share * 100, 2)}%`;
        const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
        const amount = (value) => {
          const size = Math.abs(value);
          const step = data.unit.findLast(([factor]) => size >= factor) ?? data.unit[0];
          if (step === data.unit[0]) return `${grouped(value)} ${step[1]}`;
          const scaled = size / step[0];
          return `${value < 0 ? "-" : ""}${fixed(scaled, scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)} ${step[1]}`;
        };
        const signed = (value, digits, unit) => `${value < 0 ? "−" : "+"}${fixed(Math.abs(value), digits)}${unit}`;
        const relative = (head, base) => {
          if (base === 0) return head === 0 ? "–" : "new";
          if (head === 0) return "gone";
          return signed(100 * (head / base - 1), 1, "%");
        };

        const room = (width) => Math.trunc((width - 2 * data.padding) / data.character);
        const cutEnd = (characters, length) =>
          characters.length <= length ? characters.join("") : characters.slice(0, length - 1).join("") + "…";
        const label = (names, length) => {
          if (length < 3) return "";
          for (const name of names) if (name.length <= length || [...name].length <= length) return name;
          const characters = [...names[names.length - 1]];
          if (length < 12) return cutEnd(characters, length);
          const tail = Math.trunc((length - 1) / 3);
          return characters.slice(0, length - 1 - tail).join("") + "…" + characters.slice(-tail).join("");
        };
        const difference = (characters, prefix, length) => {
          if (prefix <= 4 || characters.length <= length) return cutEnd(characters, length);
          return cutEnd(["…", ...characters.slice(Math.min(prefix - 4, characters.length - length + 1))], length);
        };
        // Replaces texts that come more than once.
        const resolve = (siblings, replace) => {
          const groups = new Map();
          for (const sibling of siblings) {
            if (!sibling.text) continue;
            if (!groups.has(sibling.text)) groups.set(sibling.text, []);
            groups.get(sibling.text).push(sibling);
          }
          for (const same of groups.values()) if (same.length > 1) replace(same);
        };
        const labelSiblings = (siblings) => {
          for (const sibling of siblings) sibling.text = label(forms(sibling.i), sibling.room);
          resolve(siblings, (same) => {
            const names = same.map((sibling) => [...fullName(sibling.i)]);
            let prefix = 0;
            while (prefix < names[0].length && names.every((name) => name[prefix] === names[0][prefix])) prefix++;
            same.forEach((sibling, k) => { sibling.text = difference(names[k], prefix, sibling.room); });
          });
          resolve(siblings, (same) => same.forEach((sibling, k) => {
            const mark = `·${k + 1}`;
            sibling.text = label(forms(sibling.i), sibling.room - mark.length) + mark;
          }));
        };
        """#
}
