import Lab
import Profilers

/// `bench flame PROFILE`.
struct FlameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw a profile as a flame graph: an SVG or an HTML page.",
        discussion: """
            Reads pprof, folded stacks, speedscope and Firefox Profiler's format. An SVG is a picture that can be \
            zoomed and searched in a browser; an HTML page also has the view by self. Both are one file that \
            loads nothing. With --base, widths are the profile's and colours tell what has changed; a switch shows the \
            base's widths, and with them the frames that are gone.
            """,
        examples: [
            .init("flame cart.pb.gz", "Into cart.html, beside the profile."),
            .init("flame cart.pb.gz --out cart.svg --width 900", "A picture, for a README."),
            .init("flame head.pb.gz --base base.pb.gz", "What has changed between two profiles."),
            .init("flame cart.pb.gz --inverted", "Which functions took the time themselves, and who called them."),
        ])

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, svg
    }

    @Argument(help: ArgumentHelp("A profile.", valueName: "PROFILE")) var profile: InputFile

    @Option(help: ArgumentHelp("The profile to compare with.", valueName: "PROFILE")) var base: InputFile?

    @Option(
        help: ArgumentHelp(
            "The .svg or .html to write; '-' is standard output. Otherwise it stands beside the profile.",
            valueName: "FILE"),
        completion: .file)
    var out: String?

    @Option(help: ArgumentHelp("What to write; otherwise the output's name decides.", valueName: "F")) var format:
        Format?

    @Flag(help: "Put the functions that were sampled at the bottom and their callers on top: width by self.")
    var inverted = false

    @Flag(help: "Let stacks grow downwards.") var icicle = false

    @Option(
        help: ArgumentHelp(
            "What --base compares: each profile's shares of its own total, or the values themselves.", valueName: "WHAT"
        ))
    var compare = FlameGraph.Comparison.shares

    @Option(help: ArgumentHelp("What stands over the picture; the profile's name by itself.", valueName: "TEXT"))
    var title: String?

    @Option(range: 300...10_000, help: ArgumentHelp("The width of an SVG's frames in pixels.", valueName: "PIXELS"))
    var width = 1_200

    @OptionGroup var filter: ProfileFilterArguments

    func run() throws {
        let format = try outputFormat()
        let target = out ?? Self.path(beside: profile.path, format)
        for input in [profile, base].compactMap(\.self) where OutputFile.isSame(input.path, target) {
            throw ValidationError("--out: \(target.quoted) is the profile, which it would overwrite")
        }
        let graph = try graph()
        try OutputFile.write(format == .svg ? graph.svg() : graph.html(), to: target)
        if target != "-" { print(target) }
    }

    private func graph() throws -> FlameGraph {
        let head = try filter.read(profile.path)
        var options = FlameGraph.Options()
        let names = [base, profile].compactMap { $0.map { Self.name(of: $0.path) } }
        options.title = title ?? names.joined(separator: " → ")
        options.sampleType = head.sampleTypes[try filter.sampleTypeIndex(of: head)].name
        options.isInverted = inverted
        options.isIcicle = icicle
        options.width = width
        options.comparison = compare
        return try FlameGraph(head, base: base.map { try filter.read($0.path) }, options: options)
    }

    /// What to write, by `--format` or else by the output's name.
    private func outputFormat() throws -> Format {
        guard let out, out != "-" else { return format ?? .html }
        let end = out.split(separator: "/").last?.lowercased().split(separator: ".").dropFirst().last
        let named: Format? = end == "svg" ? .svg : end == "html" || end == "htm" ? .html : nil
        guard let result = format ?? named else {
            throw ValidationError("--out: \(out.quoted) ends neither in .svg nor in .html; give --format svg or html")
        }
        return result
    }

    /// `results/cart.html` of `results/cart.pb.gz`.
    private static func path(beside profile: String, _ format: Format) -> String {
        let directory = profile.lastIndex(of: "/").map { String(profile[...$0]) } ?? ""
        return directory + name(of: profile) + "." + format.rawValue
    }

    /// A file's name without its directory and what profiles end with.
    static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let ends = [
            ".pb.gz", ".pprof.gz", ".folded.gz", ".pprof", ".pb", ".prof", ".folded", ".speedscope.json", ".json",
            ".json.gz",
            ".txt", ".gz",
        ]
        guard let end = ends.first(where: { file.hasSuffix($0) && file.count > $0.count }) else { return file }
        return String(file.dropLast(end.count))
    }
}

extension FlameGraph.Comparison: ExpressibleByArgument {}
