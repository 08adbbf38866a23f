import Profilers

/// What of a profile is looked at, for every verb that reads one. Everything means what pprof's option of the name
/// means.
struct ProfileFilterArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Keep only samples with a frame that matches.", valueName: "RE")) var focus: String?

    @Option(help: ArgumentHelp("Drop samples with a frame that matches.", valueName: "RE")) var ignore: String?

    @Option(help: ArgumentHelp("Leave out frames that match.", valueName: "RE")) var hide: String?

    @Option(help: ArgumentHelp("Leave out frames that do not match.", valueName: "RE")) var show: String?

    @Option(help: ArgumentHelp("Leave out the callers of the outermost frame that matches.", valueName: "RE"))
    var showFrom: String?

    @Option(
        help: ArgumentHelp(
            "Keep only samples with this label; several with one key are alternatives.", valueName: "K=V"))
    var label: [String] = []

    @Option(help: ArgumentHelp("Keep only samples with a label 'key:value' that matches.", valueName: "RE"))
    var tagFocus: String?

    @Option(help: ArgumentHelp("Drop samples with a label 'key:value' that matches.", valueName: "RE"))
    var tagIgnore: String?

    @Option(help: ArgumentHelp("Show the values of a label as the outermost frames.", valueName: "KEY"))
    var tagRoot: [String] = []

    @Option(help: ArgumentHelp("Show the values of a label as the innermost frames.", valueName: "KEY"))
    var tagLeaf: [String] = []

    @Option(help: ArgumentHelp("What to count; otherwise the profile's default.", valueName: "NAME"))
    var sampleType: String?

    mutating func validate() throws { _ = try filter() }

    /// - Throws: `ValidationError` that names the option.
    func filter() throws -> ProfileFilter {
        var filter = ProfileFilter()
        filter.focus = try pattern("focus", focus)
        filter.ignore = try pattern("ignore", ignore)
        filter.hide = try pattern("hide", hide)
        filter.show = try pattern("show", show)
        filter.showFrom = try pattern("show-from", showFrom)
        filter.tagFocus = try pattern("tag-focus", tagFocus)
        filter.tagIgnore = try pattern("tag-ignore", tagIgnore)
        filter.tagRoots = tagRoot
        filter.tagLeaves = tagLeaf
        filter.labels = try label.map { text in
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("--label: \(text.quoted) is not of the form KEY=VALUE")
            }
            return (String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
        return filter
    }

    private func pattern(_ option: String, _ text: String?) throws -> NamePattern? {
        guard let text else { return nil }
        do {
            return try NamePattern(text)
        } catch {
            throw ValidationError("--\(option): \(Message.printable(error.description))")
        }
    }

    /// Reads a profile and keeps what is asked for of it.
    ///
    /// - Throws: `ProfileFormatError` for what is no profile; `ValidationError` if nothing is left.
    func read(_ path: String) throws -> Profile {
        let profile = try Profile(contentsOf: path)
        let filtered = profile.filtered(by: try filter())
        if filtered.samples.isEmpty, !profile.samples.isEmpty {
            throw ValidationError(
                "nothing is left of the \(profile.samples.count) stacks of \(path.quoted)\(hint(profile))")
        }
        return filtered
    }

    /// The labels that there are, where one was asked for.
    private func hint(_ profile: Profile) -> String {
        guard !label.isEmpty || tagFocus != nil else { return "" }
        let known = profile.labelValues.map { "\($0.key) (\($0.values.prefix(3).joined(separator: ", ")))" }
        return known.isEmpty ? ": it has no labels" : ": its labels are \(known.prefix(8).joined(separator: ", "))"
    }

    /// Where the sample type to show stands in a profile.
    ///
    /// - Throws: `ValidationError` that names those there are.
    func sampleTypeIndex(of profile: Profile) throws -> Int {
        if let index = profile.sampleTypeIndex(named: sampleType) { return index }
        let names = profile.sampleTypes.map(\.name)
        let nearest = sampleType.flatMap { NearestName.of($0, among: names) }
        throw ValidationError(
            "--sample-type: there is no \((sampleType ?? "").quoted) among \(names.joined(separator: ", "))"
                + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
    }
}

extension ProfileTable.Grouping: ExpressibleByArgument {}
extension ProfileTable.Order: ExpressibleByArgument {}
extension ProfileFormat: ExpressibleByArgument {}
