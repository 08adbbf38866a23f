extension Profile {
    /// The profile with the samples whose labels the filter keeps.
    func keeping(by filter: ProfileFilter) -> Profile {
        guard filter.tagFocus != nil || filter.tagIgnore != nil || !filter.labels.isEmpty else { return self }
        let wanted = Dictionary(grouping: filter.labels, by: \.key).mapValues { Set($0.map(\.value)) }
        let isKept = labelSets.map { labels in
            let texts = labels.map { "\($0.key):\($0.value)" }
            if let focus = filter.tagFocus, !texts.contains(where: focus.matches) { return false }
            if let ignore = filter.tagIgnore, texts.contains(where: ignore.matches) { return false }
            return wanted.allSatisfy { key, values in
                labels.contains { $0.key == key && values.contains($0.plainValue) }
            }
        }
        return keeping(samples.indices.filter { isKept[samples.labels($0).index] })
    }

    /// The profile with labels as frames: those of `roots` outside of every stack, the first outermost; those of
    /// `leaves` inside of it, the last innermost. As pprof's `-tagroot` and `-tagleaf`.
    ///
    /// The frame's function has the label's value as its name, several with commas between, and its key as the file;
    /// a sample without the label gets `[no KEY]`.
    public func withLabelFrames(roots: [String], leaves: [String] = []) -> Profile {
        if roots.isEmpty, leaves.isEmpty { return self }
        var builder = ProfileBuilder(sampleTypes: sampleTypes)
        // Copies of the same stack below different roots share nothing but their locations.
        var copiers: [StackID: [StackID?]] = [:]
        var copier = ProfileCopier(self)
        for mapping in mappings { _ = builder.mapping(mapping) }
        for sample in samples {
            let labels = labelSets[sample.labels.index]
            let root = builder.stack(of: roots, labels, calledFrom: StackTree.root)
            var known = copiers.removeValue(forKey: root) ?? []
            if known.isEmpty { known = Array(repeating: nil, count: stacks.count) }
            let stack = copy(sample.stack, below: root, &known, &copier, into: &builder)
            copiers[root] = known
            builder.add(
                builder.stack(of: leaves, labels, calledFrom: stack),
                labels: copier.labelSet(sample.labels, into: &builder), values: sample.values)
        }
        builder.describe { $0.copyDescription(of: self) }
        return builder.profile
    }

    private func copy(
        _ stack: StackID, below root: StackID, _ known: inout [StackID?], _ copier: inout ProfileCopier,
        into builder: inout ProfileBuilder
    ) -> StackID {
        var missing: [StackID] = []
        var node = stack
        while node != StackTree.root, known[node.index] == nil {
            missing.append(node)
            node = stacks.parent(of: node)
        }
        var copy = known[node.index] ?? root
        for node in missing.reversed() {
            if let location = stacks.location(of: node),
                let copied = copier.location(location, into: &builder)
            {
                copy = builder.stack(of: copied, calledFrom: copy)
            }
            known[node.index] = copy
        }
        return copy
    }

    /// Every key that a label has, sorted, and its values.
    public var labelValues: [(key: String, values: [String])] {
        var values: [String: Set<String>] = [:]
        for label in labelSets.joined() { values[label.key, default: []].insert(label.plainValue) }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
    }
}

extension Label {
    /// The text, or the number in decimal without its unit.
    public var plainValue: String {
        switch value {
        case .text(let text): text
        case .number(let number, _): "\(number)"
        }
    }
}

extension ProfileBuilder {
    fileprivate mutating func stack(
        of keys: [String], _ labels: [Label], calledFrom parent: StackID
    ) -> StackID {
        keys.reduce(parent) { parent, key in
            let values = labels.filter { $0.key == key }.map(\.value.description)
            let name = values.isEmpty ? "[no \(key)]" : values.joined(separator: ",")
            let location = Location(lines: [Line(function: function(Function(name: name, file: key)))])
            return stack(of: self.location(location), calledFrom: parent)
        }
    }
}
