/// Every stack of the profiles, with the functions that a graph shows as frames and the values that were sampled there.
struct FlameTree: Sendable {
    let frames: [FlameFrame]
    /// Its locations are numbers of `frames`.
    let stacks: StackTree
    /// What was sampled, not without repetitions.
    let entries: [Entry]
    /// Whether there is something to compare with.
    let hasBase: Bool
    /// Whether the values are those of a difference: what was added as the head, what was taken away as the base.
    let isDifference: Bool

    /// What was sampled in a stack itself, in the profile that is shown and in the one that it is compared with.
    struct Entry: Equatable, Sendable {
        var stack: UInt32
        var head: Int64
        var base: Int64
    }

    init(_ head: Profile, type: Int, base: (profile: Profile, type: Int)? = nil) {
        var table = FrameTable()
        let framesOfHead = table.frames(of: head)
        // Where every location is a function of its own, as in folded stacks, the profile's tree is the graph's, and
        // tens of millions of nodes need not be made again.
        let isSame = base == nil && framesOfHead.indices.allSatisfy { framesOfHead[$0] == [LocationID($0)] }
        var stacks = isSame ? head.stacks : StackTree()
        let nodes = isSame ? nil : Self.add(head.stacks, framesOfHead, to: &stacks)
        var entries: [Entry] = []
        entries.reserveCapacity(head.samples.count + (base?.profile.samples.count ?? 0))
        for (position, sample) in head.samples.enumerated() {
            let value = head.samples.value(position, ofType: type)
            let stack = nodes.map { $0[sample.stack.index] } ?? sample.stack
            if value != 0 { entries.append(Entry(stack: stack.value, head: value, base: 0)) }
        }
        if let base {
            let nodes = Self.add(base.profile.stacks, table.frames(of: base.profile), to: &stacks)
            for (position, sample) in base.profile.samples.enumerated() {
                let value = base.profile.samples.value(position, ofType: base.type)
                let stack = nodes[sample.stack.index]
                if value != 0 { entries.append(Entry(stack: stack.value, head: 0, base: value)) }
            }
        }
        isDifference = base == nil && entries.contains { $0.head < 0 }
        hasBase = base != nil || isDifference
        frames = table.frames
        self.stacks = stacks
        self.entries = isDifference ? Self.parted(entries) : entries
    }

    /// - Returns: the node of each of the profile's stacks.
    private static func add(_ profile: StackTree, _ frames: [[LocationID]], to stacks: inout StackTree) -> [StackID] {
        var nodes = [StackTree.root]
        nodes.reserveCapacity(profile.count)
        for node in 1..<max(1, profile.count) {
            let id = StackID(node)
            guard let location = profile.location(of: id) else { continue }
            var stack = nodes[profile.parent(of: id).index]
            for frame in frames[location.index] { stack = stacks.child(of: stack, at: frame) }
            nodes.append(stack)
        }
        return nodes
    }

    /// Parts the values of a difference by their sign: no frame can be less than nothing wide.
    private static func parted(_ entries: [Entry]) -> [Entry] {
        var net: [UInt32: Int64] = [:]
        for entry in entries { net[entry.stack, default: 0].add(entry.head) }
        return net.sorted { $0.key < $1.key }.map { stack, value in
            Entry(stack: stack, head: max(0, value), base: value < 0 ? Int64(0).subtractingSaturated(value) : 0)
        }
    }
}

extension Int64 {
    /// Adds without a trap: what a file says is added up may be anything.
    mutating func add(_ other: Int64) { self = addingSaturated(other) }
}
