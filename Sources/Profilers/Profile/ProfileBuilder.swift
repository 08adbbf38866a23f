/// Makes a profile, storing everything that comes twice once.
///
/// ```swift
/// var builder = ProfileBuilder(sampleTypes: [SampleType("cpu", unit: "nanoseconds")])
/// let main = builder.location(named: "main")
/// let work = builder.location(named: "work")
/// builder.add(leafFirst: [work, main], values: [10_000_000])
/// let profile = builder.profile
/// ```
public struct ProfileBuilder {
    /// What has been built so far.
    public private(set) var profile: Profile

    private var mappings: [Mapping: MappingID] = [:]
    private var functions: [Function: FunctionID] = [:]
    private var locations: [Location: LocationID] = [:]
    private var labelSets: [[Label]: LabelSetID] = [[]: .empty]
    private var samples = SampleIndex()

    public init(sampleTypes: [SampleType]) { profile = Profile(sampleTypes: sampleTypes) }

    public mutating func mapping(_ mapping: Mapping) -> MappingID {
        Self.intern(mapping, in: &mappings, of: &profile.mappings)
    }

    public mutating func function(_ function: Function) -> FunctionID {
        Self.intern(function, in: &functions, of: &profile.functions)
    }

    public mutating func location(_ location: Location) -> LocationID {
        Self.intern(location, in: &locations, of: &profile.locations)
    }

    /// The location of a frame of which only the name is known.
    public mutating func location(named name: String) -> LocationID {
        location(Location(lines: [Line(function: function(Function(name: name)))]))
    }

    /// The set of the given labels. Their order is of no meaning, as in pprof, so sets that differ in it alone are one.
    public mutating func labelSet(_ labels: [Label]) -> LabelSetID {
        if labels.count < 2 { return Self.intern(labels, in: &labelSets, of: &profile.labelSets) }
        return Self.intern(labels.sorted(), in: &labelSets, of: &profile.labelSets)
    }

    /// The stack of a function called at `location` from `parent`; `StackTree.root` has no caller.
    public mutating func stack(of location: LocationID, calledFrom parent: StackID = StackTree.root) -> StackID {
        profile.stacks.child(of: parent, at: location)
    }

    /// The stack with the given frames, innermost first.
    public mutating func stack(leafFirst locations: some BidirectionalCollection<LocationID>) -> StackID {
        locations.reversed().reduce(StackTree.root) { profile.stacks.child(of: $0, at: $1) }
    }

    /// Adds a sample, to the values of an earlier one that has the same stack and labels. `values` has one value a
    /// sample type.
    public mutating func add(_ stack: StackID, labels: LabelSetID = .empty, values: some Collection<Int64>) {
        if let position = samples.find(stack, labels) {
            profile.samples.add(values, to: position)
        } else {
            profile.samples.append(stack: stack, labels: labels, values: values)
        }
    }

    /// Adds a sample by its frames, innermost first.
    public mutating func add(
        leafFirst locations: some BidirectionalCollection<LocationID>, labels: LabelSetID = .empty,
        values: some Collection<Int64>
    ) {
        add(stack(leafFirst: locations), labels: labels, values: values)
    }

    /// Changes what belongs to the profile as a whole: time, comments, period.
    public mutating func describe(_ change: (inout Profile) -> Void) { change(&profile) }

    /// Takes back what is said to be known of a mapping's locations and is not known of all of them.
    mutating func limitResolved(of id: MappingID, to resolved: Mapping.Resolved) {
        let mapping = profile.mappings[id.index]
        guard !mapping.resolved.isSubset(of: resolved) else { return }
        profile.mappings[id.index].resolved.formIntersection(resolved)
        // Under its old content too, since that is how others may ask for it again.
        mappings[profile.mappings[id.index]] = id
    }

    private static func intern<Value: Hashable, ID: ProfileIdentifier>(
        _ value: Value, in known: inout [Value: ID], of table: inout [Value]
    ) -> ID {
        if let id = known[value] { return id }
        let id = ID(table.count)
        table.append(value)
        known[value] = id
        return id
    }
}
