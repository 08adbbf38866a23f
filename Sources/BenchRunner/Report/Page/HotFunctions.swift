import Profilers

/// The functions that a benchmark's profile has most of, folded up under the figures.
struct HotFunctions {
    let profile: BenchmarkProfile
    /// The run's name, where the page has several.
    let run: String?

    var markup: Markup {
        Markup(.details, [.class: "profile"]) {
            Markup(.summary) {
                "Hottest functions"
                if let run {
                    " in "
                    Markup.run(run)
                }
                Markup(.small) { " \(profile.kind.rawValue) profile, \(profile.samples) samples" }
            }
            Markup(.div, [.class: "scroll"]) {
                Markup(.table, [.class: "metrics"]) {
                    Markup(.thead) {
                        Markup(.tr) {
                            ColumnHead(title: "self", isNumeric: true).markup
                            ColumnHead(title: "total", isNumeric: true, isFirst: true).markup
                            ColumnHead(title: "function").markup
                        }
                    }
                    Markup(.tbody) { for function in profile.functions { row(function) } }
                }
            }
            Markup(.p, [.class: "course"]) {
                "As a flame graph: "
                Markup(.code) { "bench flame \(profile.path.quotedForShell)" }
            }
        }
    }

    private func row(_ function: BenchmarkProfile.Function) -> Markup {
        Markup(.tr) {
            Markup(.td, [.class: "number"]) { Self.percent(function.own) }
            Markup(.td, [.class: "number first"]) { Self.percent(function.total) }
            Markup(.th, [.scope: "row", .title: function.name]) { Self.shortened(function.name) }
        }
    }

    private static func percent(_ share: Double) -> String { ProfileSummary.decimal(100 * share, 1) + "\u{202F}%" }

    /// Names of generic functions fill pages; the whole one is the row's title.
    private static func shortened(_ full: String) -> String {
        let name = DemangledName(full).short
        return name.count > 100 ? "\(name.prefix(64))…\(name.suffix(35))" : name
    }
}
