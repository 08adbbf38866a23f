/// What each function, file, line or module of a profile takes: by itself, and with what it calls.
public struct ProfileTable: Sendable {
    /// What the rows are.
    public enum Grouping: String, CaseIterable, Sendable { case function, file, line, module }

    /// What the rows are sorted by, most first: by the size of the value, since a difference has negative ones.
    public enum Order: String, CaseIterable, Sendable {
        case own = "self"
        case total
    }

    /// One function, file, line or module.
    public struct Row: Hashable, Sendable {
        public var name: String
        /// Where in the source a line is, which its name ends in: `/src/Cart.swift:12`; empty where it is not known.
        public var place = ""
        /// What was sampled in it, in the sample type's unit.
        public var own: Int64
        /// What was sampled in it and in all that it called; a sample counts once, however often it is on its stack.
        public var total: Int64
    }

    public let sampleType: SampleType
    public let grouping: Grouping
    public let order: Order
    /// Sorted; rows of equal values by name.
    public let rows: [Row]
    /// The sum of all samples.
    public let total: Int64

    /// Adds up one sample type of a profile.
    public init(_ profile: Profile, sampleType index: Int, by grouping: Grouping = .function, order: Order = .own) {
        precondition(profile.sampleTypes.indices.contains(index), "there is no such sample type")
        sampleType = profile.sampleTypes[index]
        self.grouping = grouping
        self.order = order
        total = profile.samples.total(ofType: index)
        let keys = RowKeys(profile, grouping)
        var sums = RowSums(profile, keys, sampleType: index)
        sums.add()
        var rows = keys.names.indices.map {
            Row(name: keys.names[$0], place: keys.places[$0], own: sums.own[$0], total: sums.total[$0])
        }
        rows.removeAll { $0.own == 0 && $0.total == 0 }
        rows.sort { one, other in
            let (first, second) = order == .own ? (one.own, other.own) : (one.total, other.total)
            if first.magnitude != second.magnitude { return first.magnitude > second.magnitude }
            let (third, fourth) = order == .own ? (one.total, other.total) : (one.own, other.own)
            if third.magnitude != fourth.magnitude { return third.magnitude > fourth.magnitude }
            return one.name < other.name
        }
        self.rows = rows
    }
}

/// Which rows a location belongs to.
private struct RowKeys {
    private(set) var names: [String] = []
    private(set) var places: [String] = []
    /// For every location, innermost first.
    private(set) var ofLocation: [[Int]] = []

    init(_ profile: Profile, _ grouping: ProfileTable.Grouping) {
        var known: [String: Int] = [:]
        var names: [String] = []
        var places: [String] = []
        func key(_ name: String, _ place: String = "") -> Int {
            if let key = known[name] { return key }
            known[name] = names.count
            names.append(name)
            places.append(place)
            return names.count - 1
        }
        ofLocation = profile.locations.map { location in
            if grouping == .module {
                return [key(location.mapping.map { profile.mappings[$0.index].shortName } ?? "[unknown]")]
            }
            if location.lines.isEmpty {
                return [key(grouping == .file ? "[unknown]" : profile.placeName(of: location))]
            }
            return location.lines.map { line in
                let function = profile.functions[line.function.index]
                let file = function.file.isEmpty ? "[unknown]" : function.file
                switch grouping {
                case .function: return key(function.name)
                case .file: return key(file)
                default:
                    guard !function.file.isEmpty else { return key(function.name) }
                    let place = "\(file):\(line.number)"
                    return key("\(function.name) \(place)", place)
                }
            }
        }
        self.names = names
        self.places = places
    }
}

/// Adds up values over a tree: every node once, whatever the number of samples.
private struct RowSums {
    private let stacks: StackTree
    private let keys: RowKeys
    private var values: [Int64]
    private(set) var own: [Int64]
    private(set) var total: [Int64]
    /// How often each row is on the way to the node where the walk is.
    private var occurrences: [Int32]

    init(_ profile: Profile, _ keys: RowKeys, sampleType: Int) {
        stacks = profile.stacks
        self.keys = keys
        values = Array(repeating: 0, count: profile.stacks.count)
        own = Array(repeating: 0, count: keys.names.count)
        total = own
        occurrences = Array(repeating: 0, count: keys.names.count)
        for position in profile.samples.indices {
            let stack = profile.samples.stack(position)
            values[stack.index] = values[stack.index].addingSaturated(
                profile.samples.value(position, ofType: sampleType))
        }
    }

    mutating func add() {
        for node in values.indices.dropFirst() where values[node] != 0 {
            guard let row = stacks.location(of: StackID(node)).flatMap({ keys.ofLocation[$0.index].first }) else {
                continue
            }
            own[row] = own[row].addingSaturated(values[node])
        }
        for node in values.indices.dropFirst().reversed() where values[node] != 0 {
            let parent = stacks.parent(of: StackID(node)).index
            values[parent] = values[parent].addingSaturated(values[node])
        }
        walk()
    }

    /// From the root in depth, so that a row is counted only where it is on the stack for the first time.
    private mutating func walk() {
        var node = StackTree.root
        while true {
            if let child = stacks.firstChild(of: node) {
                node = child
                enter(node)
                continue
            }
            while node != StackTree.root {
                leave(node)
                if let sibling = stacks.nextSibling(of: node) {
                    node = sibling
                    enter(node)
                    break
                }
                node = stacks.parent(of: node)
            }
            if node == StackTree.root { return }
        }
    }

    private mutating func enter(_ node: StackID) {
        guard let location = stacks.location(of: node) else { return }
        for row in keys.ofLocation[location.index] {
            if occurrences[row] == 0 { total[row] = total[row].addingSaturated(values[node.index]) }
            occurrences[row] += 1
        }
    }

    private mutating func leave(_ node: StackID) {
        guard let location = stacks.location(of: node) else { return }
        for row in keys.ofLocation[location.index] { occurrences[row] -= 1 }
    }
}
