/// How frames and what stands around them look, in the SVG and on the page: the fonts and the colours are those of reports.
enum FlameStyle {
    static let sans =
        "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", \"Liberation Sans\", sans-serif"
    static let mono =
        "ui-monospace, \"SF Mono\", \"Cascadia Mono\", \"JetBrains Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace"

    /// The sheet of both. No variables of CSS colour a frame: viewers of pictures know the classes, but not those.
    static var sheet: String {
        """
        \(colours(FlamePalette.light))
        #flame text { font: \(FixedPoint.coordinate(FlameGeometry.fontSize))px \(mono); pointer-events: none; white-space: pre; }
        #flame .title { font: 650 17px \(sans); }
        #flame .summary, #flame .key, #flame .note { font: 12px \(sans); }
        .f { cursor: pointer; outline: none; }
        .f:hover rect { stroke-width: 1.5; }
        .f:focus-visible rect { stroke-width: 2; }
        .under rect { fill-opacity: 0.55; }
        .searched .f:not(.hit), .searched path:not(.hit) { opacity: 0.3; }
        .searched .hit rect { stroke-width: 1.5; }
        .tools {
          display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; font: 13px/1.4 \(sans);
          font-variant-numeric: tabular-nums;
        }
        .tools input, .tools button { font: inherit; color: inherit; background: none; border-radius: 4px; padding: 3px 9px; margin: 0; }
        .tools input { width: 17em; min-width: 0; flex: 0 1 17em; }
        .tools button { cursor: pointer; }
        .tools button:disabled { opacity: 0.45; cursor: default; }
        .tools .group { display: inline-flex; }
        .tools .group button { border-radius: 0; margin-left: -1px; }
        .tools .group button:first-child { border-radius: 4px 0 0 4px; margin-left: 0; }
        .tools .group button:last-child { border-radius: 0 4px 4px 0; }
        .tools :focus-visible { outline-width: 2px; outline-style: solid; outline-offset: 1px; }
        .tools output:empty { display: none; }
        .tip {
          font: 12px/1.45 \(sans); font-variant-numeric: tabular-nums; padding: 8px 10px; border-radius: 5px;
          box-sizing: border-box; max-width: 560px; width: max-content; overflow-wrap: anywhere; pointer-events: none;
        }
        .tip .name { font: 600 12px/1.4 \(mono); margin: 0 0 4px; max-height: 14em; overflow: hidden; }
        .tip table { border-collapse: collapse; }
        .tip td, .tip th { padding: 0 14px 0 0; text-align: left; font-weight: 400; white-space: nowrap; }
        .tip td { text-align: right; }
        .tip .place { margin: 4px 0 0; }
        [hidden] { display: none !important; }
        @media screen and (prefers-color-scheme: dark) {
        \(colours(FlamePalette.dark))
        }
        """
    }

    private static func colours(_ colours: FlamePalette.Colours) -> String {
        """
        \(FlamePalette.rules(colours))
        #flame text { fill: \(colours.text); }
        #flame .title, #flame .w + text { fill: \(colours.ink); }
        #flame .summary, #flame .key, #flame .note { fill: \(colours.quiet); }
        #flame .paper { fill: \(colours.paper); }
        .f:hover rect, .f:focus-visible rect, .searched .hit rect { stroke: \(colours.ink); }
        .tools { color: \(colours.ink); }
        .tools input, .tools button { border: 1px solid \(colours.quiet); }
        .tools input[aria-invalid="true"] { border-color: \(colours.origins[5][2]); }
        .tools button[aria-pressed="true"] { background: \(colours.ink); color: \(colours.paper); border-color: \(colours.ink); }
        .tools :focus-visible { outline-color: \(colours.origins[1][2]); }
        .tip { background: \(colours.paper); color: \(colours.ink); border: 1px solid \(colours.quiet); }
        .tip th, .tip .place { color: \(colours.quiet); }
        """
    }

    /// What only the page has.
    static var page: String {
        """
        \(pageColours(FlamePalette.light))
        html { color-scheme: light dark; }
        body { margin: 0; padding: 20px clamp(12px, 2.5vw, 36px) 28px; font: 14px/1.5 \(sans); font-variant-numeric: tabular-nums; }
        h1 { font-size: 1.45rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; margin: 0; overflow-wrap: anywhere; }
        header p, .notes p { margin: 2px 0 0; }
        .bar { margin: 12px 0 10px; }
        .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0 0 10px; padding: 0; list-style: none; font-size: 12px; }
        .legend svg { width: 11px; height: 11px; margin-right: 6px; vertical-align: -1px; }
        main { overflow: clip; overflow-clip-margin: 2px; }
        #flame { display: block; width: 100%; overflow: visible; }
        .notes { font-size: 12px; margin-top: 10px; }
        kbd { font: 11px \(mono); border: 1px solid; border-radius: 3px; padding: 0 4px; }
        .tip { position: fixed; z-index: 2; }
        @media screen and (prefers-color-scheme: dark) {
        \(pageColours(FlamePalette.dark))
        }
        @media print { .bar, .keys { display: none; } svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """
    }

    private static func pageColours(_ colours: FlamePalette.Colours) -> String {
        "body { background: \(colours.paper); color: \(colours.ink); }"
            + " header p, .notes, .legend { color: \(colours.quiet); }"
    }
}
