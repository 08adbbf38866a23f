/// How a page looks.
///
/// Colours are few and always beside a word that says the same. Figures stand in columns of equal digits. Widths of
/// text do not depend on the plots, which are drawn in shares of whatever room there is.
enum ReportStyle {
    static let sheet: StaticString = """
        :root {
          --paper: #ffffff; --ink: #1d2126; --quiet: #5d6570; --faint: #8a929c; --line: #e3e6ea; --wash: #f6f7f9;
          --link: #1f5fbf; --bad: #b42318; --bad-wash: #fdf1ef; --good: #0b7a4b; --caution: #8a5a00;
          --run-0: #69727d; --run-1: #1f6fd6; --run-2: #b4540a; --run-3: #7a3fc4; --run-4: #0b7f7a; --run-5: #b0307a;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #14171a; --ink: #dfe3e8; --quiet: #9aa3ad; --faint: #737c86; --line: #2b3036; --wash: #1b1f24;
            --link: #7fb2ff; --bad: #ff8a7a; --bad-wash: #2b1a18; --good: #5fd19a; --caution: #e3b04f;
            --run-0: #98a1ab; --run-1: #6aa9ff; --run-2: #f0a05a; --run-3: #bd93f9; --run-4: #56cfc8; --run-5: #f08ac0;
          }
        }
        * { box-sizing: border-box; }
        html { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0 auto; padding: 2rem clamp(1rem, 3vw, 2.5rem) 3rem; max-width: 84rem;
          background: var(--paper); color: var(--ink); font: 14px/1.5 var(--sans);
          font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
        }
        h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
        ul { list-style: none; }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        section { margin-top: 2.5rem; }
        code, pre, .name, .metric { font-family: var(--mono); }
        code, .name, .metric { font-size: 0.93em; }
        small { font-size: 0.86em; color: var(--quiet); font-weight: 400; }

        .kind { color: var(--quiet); }
        h1 { font-size: 1.65rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; }
        h2 { font-size: 1.12rem; line-height: 1.3; font-weight: 650; margin-bottom: 0.6rem; }
        h3 { font: 600 0.93em/1.5 var(--mono); }
        .against { color: var(--quiet); font-weight: 400; }
        .role { color: var(--quiet); font-weight: 400; }

        dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); gap: 0.05rem 1.5rem; margin-top: 0.6rem; }
        dl.facts div { display: grid; grid-template-columns: 5.7rem 1fr; gap: 0.4rem; align-items: baseline; }
        .facts dt, table.facts tbody th { color: var(--quiet); font-weight: 400; }
        table.facts { margin-top: 0.8rem; }
        table.facts th, table.facts td { padding: 0.1rem 1.6rem 0.1rem 0; vertical-align: baseline; text-align: left; }
        table.facts tbody th { white-space: nowrap; min-width: 6.1rem; padding-right: 0.4rem; }
        table.facts .differs td { color: var(--caution); }
        table.facts small { color: var(--caution); }
        .notices { margin-top: 1rem; color: var(--caution); }
        .run { font-weight: 600; }

        .failures { border-left: 3px solid var(--bad); background: var(--bad-wash); padding: 0.8rem 1.1rem; }
        .failures h2, .failed { color: var(--bad); }
        .failures li + li { margin-top: 0.5rem; }
        .failures li p { color: var(--bad); }
        .failed { font-weight: 600; }
        .failure { border-left: 3px solid var(--bad); padding-left: 0.8rem; margin-bottom: 0.8rem; color: var(--bad); }
        pre {
          margin: 0.3rem 0 0; padding: 0.6rem 0.8rem; max-height: 20rem; overflow: auto; background: var(--wash);
          color: var(--ink); font-size: 0.86em; line-height: 1.45; white-space: pre-wrap;
        }

        .decision { border-left: 3px solid var(--quiet); padding-left: 0.9rem; }
        .decision.passed { border-color: var(--good); }
        .decision.regressed { border-color: var(--bad); }
        .decision.undecided, .decision.nothingInCommon { border-color: var(--caution); }
        .headline { font-weight: 650; }
        .passed .headline { color: var(--good); }
        .regressed .headline { color: var(--bad); }
        .undecided .headline, .nothingInCommon .headline { color: var(--caution); }
        .reasons li { padding-left: 1.1em; text-indent: -1.1em; }
        .reasons li::before { content: "–"; display: inline-block; width: 1.1em; text-indent: 0; color: var(--faint); }
        .differences { margin-bottom: 0.4rem; }
        .differences li::before { content: "– "; color: var(--faint); }
        .plain li::before { content: "– "; color: var(--faint); }
        .counts { display: flex; flex-wrap: wrap; gap: 0.2rem 1.8rem; margin: 1rem 0 0.4rem; }
        .counts strong { font-size: 1.5rem; font-weight: 600; letter-spacing: -0.01em; }
        .counts .none, .counts .none strong { color: var(--faint); font-weight: 400; }
        .counts .regressed { color: var(--bad); }
        .counts .improved { color: var(--good); }
        .counts .unresolved { color: var(--caution); }
        .notes { margin-top: 0.8rem; color: var(--quiet); }

        .verdict { color: var(--quiet); white-space: nowrap; }
        .verdict.regressed { color: var(--bad); font-weight: 650; }
        .verdict.improved { color: var(--good); font-weight: 650; }
        .verdict.unresolved { color: var(--caution); }

        .tools { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.4rem 0.8rem; margin-top: 1.6rem; }
        .tools input {
          font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 4px;
          padding: 0.25rem 0.55rem; width: min(24rem, 100%);
        }
        .tools output { color: var(--quiet); }
        button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
        .tools button { color: var(--link); margin-left: auto; }

        table { border-collapse: collapse; }
        .figures { width: 100%; margin-top: 0.4rem; }
        caption { text-align: left; color: var(--quiet); font-size: 0.9em; padding-bottom: 0.5rem; }
        .figures thead th {
          position: sticky; top: 0; z-index: 1; background: var(--paper); color: var(--quiet); font-weight: 400;
          text-align: left; vertical-align: bottom; padding: 0.3rem 0.7rem; white-space: nowrap;
          box-shadow: inset 0 -1px var(--line);
        }
        .figures th:first-child, .figures td:first-child { padding-left: 0; }
        .figures th:last-child, .figures td:last-child { padding-right: 0; }
        .figures tbody th { text-align: left; font-weight: 400; min-width: 12rem; }
        .figures tbody th, .figures tbody td { padding: 0.22rem 0.7rem; border-bottom: 1px solid var(--line); vertical-align: middle; }
        .figures tbody tr:hover { background: var(--wash); }
        .figures tbody .name { color: var(--ink); }
        .suite, .figures tbody .suite { color: var(--faint); }
        .number, .figures thead th.number { text-align: right; white-space: nowrap; }
        .metric { white-space: nowrap; }
        .figures td.reach, .metrics td.reach { padding-left: 0; color: var(--quiet); }
        td.interval, th.interval { color: var(--quiet); }
        td.plot { width: 1px; line-height: 0; }
        .figures thead th.plot { color: var(--faint); }
        th.plot span { display: inline-block; width: 33.3%; font-size: 0.86em; }
        th.plot span:only-child { width: 100%; }
        th.plot span:nth-child(2), th.plot span:only-child { text-align: center; }
        th.plot span:nth-child(3) { text-align: right; }
        tr.regressed .change { color: var(--bad); font-weight: 650; }
        tr.improved .change { color: var(--good); font-weight: 650; }
        .button { cursor: pointer; }
        .button:hover { color: var(--ink); }
        th[aria-sort] .button { color: var(--ink); }
        th[aria-sort="ascending"] .button::after { content: "\\00a0↑"; }
        th[aria-sort="descending"] .button::after { content: "\\00a0↓"; }
        [hidden] { display: none !important; }

        svg { display: inline-block; vertical-align: middle; overflow: visible; }
        svg.change .threshold { fill: var(--quiet); opacity: 0.16; }
        svg .zero { stroke: var(--faint); stroke-width: 1; opacity: 0.7; }
        svg.change { color: var(--quiet); }
        svg.change.regressed { color: var(--bad); }
        svg.change.improved { color: var(--good); }
        svg.change.unresolved { color: var(--caution); }
        svg.change .extent { stroke: currentColor; stroke-width: 2; }
        svg.change .unknown { stroke-dasharray: 2 4; stroke-width: 1; }
        svg.change circle, svg.change .arrow { fill: currentColor; }
        svg.spread path { stroke: var(--run-1); stroke-width: 3; stroke-linecap: round; opacity: 0.75; }
        svg.spread .beyond { stroke: var(--caution); }

        .run-0 { color: var(--run-0); } .run-1 { color: var(--run-1); } .run-2 { color: var(--run-2); }
        .run-3 { color: var(--run-3); } .run-4 { color: var(--run-4); } .run-5 { color: var(--run-5); }
        .chart { margin: 0.9rem 0; }
        .none { color: var(--faint); }
        svg.plot { display: block; width: 100%; margin-top: 0.2rem; }
        .chart { padding-right: 1.6rem; max-width: 64rem; }
        svg text { font: 11px var(--sans); fill: var(--quiet); font-variant-numeric: tabular-nums; }
        svg text.middle { text-anchor: middle; }
        svg text.end { text-anchor: end; }
        svg.percentiles { width: calc(100% - 3.6rem); margin: 0.5rem 0 0 3.6rem; }
        svg .axis line { stroke: var(--line); }
        svg g[class^="run-"] .band { fill: currentColor; opacity: 0.16; }
        svg g[class^="run-"] .centre { stroke: currentColor; stroke-width: 2; }
        svg g[class^="run-"] circle { fill: currentColor; fill-opacity: 0.55; stroke: currentColor; stroke-width: 0.75; }
        svg g[class^="run-"] text.caption { fill: currentColor; font-weight: 600; }
        svg.curves path { fill: none; stroke: currentColor; stroke-width: 1.75; vector-effect: non-scaling-stroke; }
        .legend { font-size: 0.9em; }
        .legend span { margin-right: 1.2rem; }
        .legend line { stroke: currentColor; stroke-width: 2; }
        svg.curves .run-0, .legend .run-0 line { stroke-dasharray: 5 3; }
        svg.curves .run-2, .legend .run-2 line { stroke-dasharray: 9 3; }
        svg.curves .run-3, .legend .run-3 line { stroke-dasharray: 2 2; }
        svg.curves .run-4, .legend .run-4 line { stroke-dasharray: 9 3 2 3; }
        svg.curves .run-5, .legend .run-5 line { stroke-dasharray: 1 3; }

        .tools + section { margin-top: 1.4rem; }
        summary { cursor: pointer; }
        summary::marker { color: var(--faint); font-size: 0.8em; }
        details.benchmark { border-top: 1px solid var(--line); }
        details.benchmark:last-of-type { border-bottom: 1px solid var(--line); }
        details.benchmark > summary { padding: 0.35rem 0; }
        details.benchmark[open] > summary .name { font-weight: 650; }
        .badges { float: right; display: inline-flex; gap: 0.9rem; padding-left: 1rem; }
        .badges .leading { min-width: 5.5rem; text-align: right; }
        .body { padding: 0.2rem 0 1.6rem 1.05rem; scroll-margin-top: 2.6rem; }
        .attributes { color: var(--quiet); margin-bottom: 0.4rem; }
        .sentences { margin: 0.2rem 0 0.8rem; }
        .metrics { margin: 0.6rem 0; }
        .metrics th, .metrics td { padding: 0.1rem 0.7rem; text-align: left; font-weight: 400; }
        .metrics th:first-child, .metrics td:first-child { padding-left: 0; }
        .metrics .first { padding-left: 1.8rem; }
        .metrics thead th { color: var(--quiet); }
        .metrics thead th .run { font-weight: 600; }
        .metrics tbody th { font-family: var(--mono); font-size: 0.93em; white-space: nowrap; }
        .metrics .number { text-align: right; }
        .course { color: var(--quiet); margin-top: 0.6rem; }
        .back { display: inline-block; margin-top: 0.8rem; font-size: 0.9em; }
        footer { margin-top: 3rem; padding-top: 0.8rem; border-top: 1px solid var(--line); color: var(--quiet); }

        @media screen and (max-width: 70rem) {
          .scroll { overflow-x: auto; }
          .figures thead th, .figures tbody th, .figures tbody td { padding-left: 0.4rem; padding-right: 0.4rem; }
        }
        /* Where room is scarce the plot alone shows the interval, and the section below writes it out. */
        @media screen and (min-width: 44.01rem) and (max-width: 66rem) { .comparisons .interval { display: none; } }
        @media screen and (max-width: 44rem) {
          body { padding-top: 1.2rem; }
          h1 { font-size: 1.35rem; }
          .scroll:has(> .figures) { overflow-x: visible; }
          .figures, .figures caption, .figures tbody, .figures tbody tr { display: block; }
          .figures thead { display: none; }
          .figures tbody tr { padding: 0.45rem 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
          .figures tbody th, .figures tbody td { padding: 0; border: 0; }
          .figures tbody th { width: 100%; }
          .comparisons tbody th { order: -2; }
          .comparisons tbody td:last-child { order: -1; min-width: 5.4rem; }
          .comparisons td.metric { min-width: 5.4rem; }
          .figures tbody td:empty { display: none; }
          .figures td.number { text-align: left; }
          .figures td[data-label]::before { content: attr(data-label) "\\00a0"; color: var(--quiet); }
          .figures td.plot { width: auto; align-self: center; }
          .badges { float: none; display: flex; padding-left: 1.05rem; }
          .badges .leading { text-align: left; }
          .body { padding-left: 0; }
        }
        @media print {
          body { max-width: none; padding: 0; font-size: 9.5pt; }
          .tools, .back { display: none; }
          a { color: inherit; }
          .figures thead th { position: static; }
          .figures tbody th, .figures tbody td, .figures thead th { padding: 0.12rem 0.4rem; }
          tr, .chart, .failure, details.benchmark > summary { break-inside: avoid; }
          h2, h3, details.benchmark > summary { break-after: avoid; }
          details::details-content { content-visibility: visible; block-size: auto; }
          svg, .decision, .failures { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          pre { max-height: none; }
        }
        """
}
