/// What a page can do beyond being read: sorting tables, filtering by name, opening what a link leads to.
enum ReportScript {
    static let script: StaticString = """
        (() => {
          "use strict";

          // Sorting: a button in each head that says how its column is sorted; rows without a value stay behind. It is no
          // button element, since browsers leave those out where they repeat a table's head on paper.
          for (const table of document.querySelectorAll("table.sortable")) {
            const body = table.tBodies[0];
            const heads = [...table.tHead.rows[0].cells];
            heads.forEach((head, column) => {
              const kind = head.dataset.sort;
              if (!kind) return;
              const button = document.createElement("span");
              button.className = "button";
              button.setAttribute("role", "button");
              button.tabIndex = 0;
              button.append(...head.childNodes);
              head.append(button);
              button.addEventListener("keydown", (event) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                button.click();
              });
              button.addEventListener("click", () => {
                const current = head.getAttribute("aria-sort");
                const first = kind === "number" ? "descending" : "ascending";
                const other = first === "ascending" ? "descending" : "ascending";
                const order = current === first ? other : first;
                heads.forEach((other) => other.removeAttribute("aria-sort"));
                head.setAttribute("aria-sort", order);
                const sign = order === "ascending" ? 1 : -1;
                const value = (row) => {
                  const cell = row.cells[column];
                  if (kind === "text") return cell.textContent;
                  return cell.dataset.value === undefined ? NaN : Number(cell.dataset.value);
                };
                const collator = new Intl.Collator("en", { numeric: true });
                const rows = [...body.rows].map((row) => [value(row), row]);
                rows.sort(([a], [b]) => {
                  if (kind === "text") return sign * collator.compare(a, b);
                  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
                  return sign * (a - b);
                });
                body.append(...rows.map(([, row]) => row));
              });
            });
          }

          // Filtering: every word has to be somewhere in a row. A benchmark's section stays with any of its rows.
          const tools = document.getElementById("tools");
          const input = document.getElementById("filter");
          const output = tools.querySelector("output");
          const sections = [...document.querySelectorAll("details.benchmark")];
          const rows = [...document.querySelectorAll("table.sortable tbody tr")].map((row) => ({
            row,
            text: row.textContent.toLowerCase(),
            target: row.querySelector("a")?.getAttribute("href"),
          }));
          const filter = () => {
            const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word);
            const targets = new Set();
            for (const { row, text, target } of rows) {
              row.hidden = !words.every((word) => text.includes(word));
              if (!row.hidden) targets.add(target);
            }
            for (const section of sections) {
              section.hidden = words.length > 0 && !targets.has("#" + section.querySelector(".body").id);
            }
            const shown = sections.filter((section) => !section.hidden).length;
            output.textContent = words.length ? `${shown} of ${sections.length} benchmarks` : "";
          };
          input.addEventListener("input", filter);
          document.addEventListener("keydown", (event) => {
            if (event.key === "/" && event.target === document.body) {
              event.preventDefault();
              input.focus();
            }
          });

          // Opening: all at once, for paper, and what a link leads to.
          const toggle = document.createElement("button");
          toggle.type = "button";
          toggle.textContent = "Open all benchmarks";
          toggle.addEventListener("click", () => {
            const opens = sections.some((section) => !section.open);
            for (const section of sections) section.open = opens;
            toggle.textContent = opens ? "Close all benchmarks" : "Open all benchmarks";
          });
          tools.append(toggle);
          tools.hidden = false;
          let closed = [];
          window.addEventListener("beforeprint", () => {
            closed = [...document.querySelectorAll("details:not([open])")];
            for (const details of closed) details.open = true;
          });
          window.addEventListener("afterprint", () => {
            for (const details of closed) details.open = false;
          });
          const open = () => {
            const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
            const details = target && target.closest("details");
            if (!details) return;
            details.hidden = false;
            details.open = true;
            target.scrollIntoView();
          };
          window.addEventListener("hashchange", open);
          open();
        })();
        """
}
