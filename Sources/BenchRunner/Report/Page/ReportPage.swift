import Lab

/// A report as one HTML page that needs nothing but itself: no network, no other file, and no script to be read.
///
/// The page depends on the report alone: the same input gives the same bytes.
struct ReportPage {
    let report: Report
    private let anchors: [String: Anchor]

    init(_ report: Report) {
        self.report = report
        anchors = Anchor.anchors(for: report.benchmarks)
    }

    /// The source of the page.
    var html: String {
        Markup(.html, [.lang: "en"]) {
            Markup(.head) {
                Markup(.meta, [.charset: "utf-8"])
                Markup(.meta, [.name: "viewport", .content: "width=device-width, initial-scale=1"])
                Markup(.meta, [.name: "color-scheme", .content: "light dark"])
                // Whatever might have got into the page, a browser that obeys this loads nothing for it.
                Markup(
                    .meta,
                    [
                        .httpEquiv: "Content-Security-Policy",
                        .content: "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
                    ])
                Markup(.meta, [.name: "generator", .content: report.generator])
                Markup(.title) { PageHeader.title(of: report) }
                Markup.style(ReportStyle.sheet)
            }
            Markup(.body, [.id: Anchor.top]) {
                content
                Markup.script(ReportScript.script)
            }
        }
        .document
    }

    /// What the page says, without how it looks and what it can do.
    var content: Markup {
        .group {
            PageHeader(report: report).markup
            Markup(.main) {
                FailureSection(report: report, anchors: anchors).markup
                PageTools.markup
                for comparison in report.comparisons {
                    ComparisonSection(report: report, comparison: comparison, anchors: anchors).markup
                }
                ResultsSections(report: report, anchors: anchors).markup
                BenchmarkSections(report: report, anchors: anchors).markup
            }
            PageFooter(report: report).markup
        }
    }
}
