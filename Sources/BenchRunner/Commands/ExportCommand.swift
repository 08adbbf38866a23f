import Profilers

/// `bench export PROFILE`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert a profile to another format.",
        discussion: """
            Reads pprof, folded stacks, speedscope and Firefox Profiler's format; docs/profile-formats.md says what each of \
            them keeps. Folded stacks and Firefox's format hold one sample type. With --base, folded stacks get two \
            columns, and other formats the difference.
            """,
        examples: [
            .init("export cpu.pb.gz --format speedscope --out cpu.speedscope.json", "For www.speedscope.app."),
            .init("export cpu.pb.gz --format folded | grep Cart", "A line a stack, for other tools."),
            .init("export cpu.pb.gz --format pprof --focus Cart --out cart.pb.gz", "A part of a profile."),
        ])

    @Argument(help: ArgumentHelp("A profile.", valueName: "PROFILE")) var profile: InputFile

    @Option(help: ArgumentHelp("The format to write.", valueName: "F")) var format: ProfileFormat

    @Option(
        help: ArgumentHelp("The file to write; otherwise standard output.", valueName: "FILE"), completion: .file)
    var out: String?

    @Option(help: ArgumentHelp("The profile to compare with.", valueName: "PROFILE")) var base: InputFile?

    @OptionGroup var filter: ProfileFilterArguments

    func run() throws {
        let target = out ?? "-"
        for input in [profile, base].compactMap({ $0 }) where OutputFile.isSame(input.path, target) {
            throw ValidationError("--out: \(target.quoted) is the profile, which it would overwrite")
        }
        if target == "-", format == .pprof, Terminal.standardOutput.isInteractive {
            throw ValidationError("pprof is no text for a terminal: give --out FILE")
        }
        var head = try filter.read(profile.path)
        var type = try filter.sampleTypeIndex(of: head)
        if let base {
            let other = try filter.read(base.path)
            if format == .folded {
                let text = try FoldedFormat.differentialText(base: other, head: head, sampleType: type)
                return try OutputFile.write(text, to: target)
            }
            head = try head.difference(from: other)
        }
        if filter.sampleType != nil {
            head = head.selecting(sampleType: type)
            type = 0
        }
        let bytes =
            switch format {
            case .pprof: try head.pprof()
            case .folded: FoldedFormat.text(head, sampleType: type)
            case .speedscope: SpeedscopeFormat.text(head, name: profile.path)
            case .firefox: FirefoxFormat.text(head, sampleType: type)
            }
        try OutputFile.write(bytes, to: target)
    }
}
