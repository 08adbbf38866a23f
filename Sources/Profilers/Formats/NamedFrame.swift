/// A frame of the formats that know no addresses: a function with its source line, and the module it is in.
struct NamedFrame: Hashable {
    var name: String
    var file = ""
    var line: Int64 = 0
    var column: Int64 = 0
    /// The path of the file that the code was loaded from; empty where it is not known.
    var module = ""
    /// The index of the mapping whose file that is.
    var mapping: Int?
}

extension Profile {
    /// The frames that a location stands for, outermost first.
    func namedFrames(of location: Location) -> [NamedFrame] {
        let mapping = location.mapping?.index
        let module = mapping.map { mappings[$0].file } ?? ""
        if location.lines.isEmpty {
            return [NamedFrame(name: placeName(of: location), module: module, mapping: mapping)]
        }
        return location.lines.reversed().map { line in
            let function = functions[line.function.index]
            return NamedFrame(
                name: function.name, file: function.file, line: line.number, column: line.column, module: module,
                mapping: mapping)
        }
    }

    /// The samples of each thread, by the label `thread`; those without it have the name nil and come first.
    func samplesByThread() -> [(name: String?, samples: [Int])] {
        let names = labelSets.map { labels in labels.first { $0.key == Self.threadKey }?.plainValue }
        var byName: [String?: [Int]] = [:]
        for position in samples.indices { byName[names[samples.labels(position).index], default: []].append(position) }
        return byName.sorted { one, other in
            guard let other = other.key else { return false }
            return one.key.map { $0 < other } ?? true
        }.map { ($0.key, $0.value) }
    }

    /// The label whose values the viewers show as threads.
    static let threadKey = "thread"
}

extension ProfileBuilder {
    /// The location of a frame that is known by name alone.
    mutating func location(_ frame: NamedFrame) -> LocationID {
        let function = self.function(Function(name: frame.name, file: frame.file))
        let mapping =
            frame.module.isEmpty
            ? nil : self.mapping(Mapping(addresses: 0..<0, file: frame.module, resolved: .functions))
        return location(
            Location(mapping: mapping, lines: [Line(function: function, number: frame.line, column: frame.column)]))
    }
}
