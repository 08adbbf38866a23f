/// The filter above the tables. It is hidden until the script that makes it work shows it.
enum PageTools {
    static var markup: Markup {
        Markup(.div, [.id: "tools", .class: "tools", .hidden: true]) {
            Markup(
                .input,
                [
                    .id: "filter", .type: "search", .placeholder: "Filter: words of a name, a metric or a verdict",
                    .ariaLabel: "Filter the tables and benchmarks", .autocomplete: "off", .spellcheck: "false",
                ])
            Markup(.output, [.ariaLive: "polite"])
        }
    }
}
