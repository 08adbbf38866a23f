/// Copies stacks of one profile into another that is being built, each once, and only what samples need.
///
/// Every change to a profile is such a copy: what hides frames gives no location for them, what merges copies several
/// profiles into one.
struct ProfileCopier {
    private let source: Profile
    private var functions: [FunctionID?]
    private var locations: [LocationID??]
    private var labelSets: [LabelSetID?]
    /// The copy of every stack; `unknown` before it is copied.
    private var stacks: [UInt32]
    private static let unknown = UInt32.max

    /// Gives a location's copy, by its mapping and lines in the source; nil leaves the frame out. What is left of a
    /// location stays a location.
    var changeLocation: (LocationID, Location) -> Location? = { $1 }
    /// Gives the copy of a mapping, and what is added to addresses in it.
    var copyMapping: (Mapping, inout ProfileBuilder) -> (id: MappingID, shift: UInt64) = { ($1.mapping($0), 0) }
    /// Whether the stacks that end here have their outer frames left out: they start behind this one.
    var startsBehind: (StackID) -> Bool = { _ in false }

    init(_ source: Profile) {
        self.source = source
        functions = Array(repeating: nil, count: source.functions.count)
        locations = Array(repeating: nil, count: source.locations.count)
        labelSets = Array(repeating: nil, count: source.labelSets.count)
        stacks = [UInt32](repeating: Self.unknown, count: source.stacks.count)
        stacks[0] = StackTree.root.value
    }

    /// The copy of a stack.
    mutating func stack(_ stack: StackID, into builder: inout ProfileBuilder) -> StackID {
        var missing: [StackID] = []
        var node = stack
        while stacks[node.index] == Self.unknown {
            missing.append(node)
            node = source.stacks.parent(of: node)
        }
        var copy = StackID(value: stacks[node.index])
        for node in missing.reversed() {
            if startsBehind(node) {
                copy = StackTree.root
            } else if let location = source.stacks.location(of: node),
                let copied = self.location(location, into: &builder)
            {
                copy = builder.stack(of: copied, calledFrom: copy)
            }
            stacks[node.index] = copy.value
        }
        return copy
    }

    /// The copy of a location; nil if it is left out.
    mutating func location(_ id: LocationID, into builder: inout ProfileBuilder) -> LocationID? {
        if let known = locations[id.index] { return known }
        var copied: LocationID?
        if var location = changeLocation(id, source.locations[id.index]) {
            if let mapping = location.mapping {
                let (id, shift) = copyMapping(source.mappings[mapping.index], &builder)
                location.mapping = id
                if location.address != 0 { location.address &+= shift }
            }
            for index in location.lines.indices {
                location.lines[index].function = function(location.lines[index].function, into: &builder)
            }
            copied = builder.location(location)
        }
        locations[id.index] = .some(copied)
        return copied
    }

    private mutating func function(_ id: FunctionID, into builder: inout ProfileBuilder) -> FunctionID {
        if let known = functions[id.index] { return known }
        let copied = builder.function(source.functions[id.index])
        functions[id.index] = copied
        return copied
    }

    /// The copy of a set of labels.
    mutating func labelSet(_ id: LabelSetID, into builder: inout ProfileBuilder) -> LabelSetID {
        if let known = labelSets[id.index] { return known }
        let copied = builder.labelSet(source.labelSets[id.index])
        labelSets[id.index] = copied
        return copied
    }
}
