/// How the page came about.
struct PageFooter {
    let report: Report

    var markup: Markup {
        Markup(.footer) {
            Markup(.p) {
                "Made by "
                Markup(.code) { report.command }
                " (\(report.generator))."
            }
        }
    }
}
