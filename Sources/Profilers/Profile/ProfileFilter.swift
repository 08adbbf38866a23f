/// What of a profile is looked at: which samples, and which of their frames. Everything means what pprof's option of
/// the name means.
///
/// Frames are matched by the names of their functions and source files, and of the file that their code was loaded
/// from.
public struct ProfileFilter {
    /// Keeps only samples with a frame that matches.
    public var focus: NamePattern?
    /// Drops samples with a frame that matches.
    public var ignore: NamePattern?
    /// Leaves out frames that match.
    public var hide: NamePattern?
    /// Leaves out frames that do not match.
    public var show: NamePattern?
    /// Leaves out the callers of the outermost frame that matches, and samples without one.
    public var showFrom: NamePattern?
    /// Keeps only samples with a label that matches, spelled `key:value`.
    public var tagFocus: NamePattern?
    /// Drops samples with a label that matches, spelled `key:value`.
    public var tagIgnore: NamePattern?
    /// Keeps only samples with each of these keys, with one of the values given for it; a number is spelled in decimal.
    public var labels: [(key: String, value: String)] = []
    /// Labels that become frames outside of every stack, the first outermost.
    public var tagRoots: [String] = []
    /// Labels that become frames inside of every stack, the last innermost.
    public var tagLeaves: [String] = []

    public init() {}
}

extension Profile {
    /// The profile with what the filter leaves of it. Samples that come to have the same stack are added up; a sample
    /// of which every frame is hidden is dropped.
    public func filtered(by filter: ProfileFilter) -> Profile {
        let labelled = keeping(by: filter)
        let framed = labelled.withLabelFrames(roots: filter.tagRoots, leaves: filter.tagLeaves)
        return framed.filteringFrames(by: filter)
    }

    private func filteringFrames(by filter: ProfileFilter) -> Profile {
        guard
            filter.focus != nil || filter.ignore != nil || filter.hide != nil || filter.show != nil
                || filter.showFrom != nil
        else { return self }
        let showFrom = filter.showFrom.map { LocationMatches($0, self) }
        let focus = filter.focus.map { stacks(with: LocationMatches($0, self)) }
        let ignored = filter.ignore.map { stacks(with: LocationMatches($0, self)) }
        let shown = showFrom.map { stacks(with: $0) }
        let hide = filter.hide.map { LocationMatches($0, self) }
        let show = filter.show.map { LocationMatches($0, self) }

        var copier = ProfileCopier(self)
        if let shown {
            // The callers of the outermost match are the stacks in which nothing matches yet.
            copier.startsBehind = { !shown[$0.index] }
        }
        copier.changeLocation = { id, location in
            var location = location
            if let showFrom { location.lines = showFrom.linesUpToLastMatch(of: id, location) }
            if let hide {
                if hide.mapping(id) { return nil }
                let lines = location.lines.filter { !hide.function($0) }
                if lines.isEmpty, !location.lines.isEmpty { return nil }
                location.lines = lines
            }
            if let show, !show.mapping(id) {
                location.lines = location.lines.filter { show.function($0) }
                if location.lines.isEmpty { return nil }
            }
            return location
        }
        var builder = ProfileBuilder(sampleTypes: sampleTypes)
        for sample in samples {
            let node = sample.stack.index
            guard focus?[node] ?? true, !(ignored?[node] ?? false), shown?[node] ?? true else { continue }
            let stack = copier.stack(sample.stack, into: &builder)
            if stack == StackTree.root, sample.stack != StackTree.root { continue }
            builder.add(stack, labels: copier.labelSet(sample.labels, into: &builder), values: sample.values)
        }
        builder.describe { $0.copyDescription(of: self) }
        return builder.profile
    }

    /// For every stack whether one of its frames matches.
    private func stacks(with matches: LocationMatches) -> [Bool] {
        var result = [Bool](repeating: false, count: stacks.count)
        // Callers come before what they call.
        for node in 1..<Swift.max(1, stacks.count) {
            let stack = StackID(node)
            result[node] =
                result[stacks.parent(of: stack).index]
                || stacks.location(of: stack).map { matches.location($0) } ?? false
        }
        return result
    }
}

/// What a pattern matches in a profile: found once for every function and mapping, and never again for a sample.
private struct LocationMatches {
    private let functions: [Bool]
    private let mappings: [Bool]
    private let locations: [Bool]

    init(_ pattern: NamePattern, _ profile: Profile) {
        let functions = profile.functions.map {
            pattern.matches($0.name) || !$0.file.isEmpty && pattern.matches($0.file)
        }
        let mappings = profile.mappings.map { pattern.matches($0.file) }
        let byMapping = profile.locations.map { $0.mapping.map { mappings[$0.index] } ?? false }
        self.functions = functions
        self.mappings = byMapping
        locations = zip(profile.locations, byMapping).map { location, isMatched in
            isMatched || location.lines.contains { functions[$0.function.index] }
        }
    }

    func location(_ id: LocationID) -> Bool { locations[id.index] }
    func mapping(_ id: LocationID) -> Bool { mappings[id.index] }
    func function(_ line: Line) -> Bool { functions[line.function.index] }

    /// Without the inlined frames' callers outside the outermost match.
    func linesUpToLastMatch(of id: LocationID, _ location: Location) -> [Line] {
        guard !mapping(id), let last = location.lines.lastIndex(where: { function($0) }) else { return location.lines }
        return Array(location.lines[...last])
    }
}
