/// A frame of the picture: a function, as it was called by the frames below it.
struct FlameNode: Equatable, Sendable {
    /// The function, as a number among the frames; -1 for what holds everything.
    var frame: Int32
    /// How many frames it stands on: 0 for what holds everything.
    var depth: Int32
    /// What was sampled here and in all that stands on it.
    var total: Int64
    /// What was sampled here itself.
    var own: Int64
    /// The same of the base; 0 without one.
    var baseTotal: Int64 = 0
    var baseOwn: Int64 = 0

    static let everything: Int32 = -1
}

/// The frames of a picture, each before those that stand on it, siblings in the order of their names.
struct FlameNodes: Sendable {
    var nodes: [FlameNode]
    /// How many frames were left out because they are too small to be seen.
    var omitted: Int
    /// The share of the whole, in the head or the base, of the largest frames that were left out, or more.
    var threshold: Double
    /// Whether `omitted` counts only the lowest frames of what was left out.
    var omittedIsLeast = false

    /// The frames with at least a share of the whole, in the head or the base, and no more than a budget of them.
    struct Limit {
        var share = 1.0 / 50_000
        var budget: Int
    }

    /// Leaves out the smallest frames until no more than `budget` are left, which is at least 1.
    mutating func shrink(to budget: Int) {
        guard nodes.count > budget, let whole = nodes.first else { return }
        let sizes = nodes.map { Self.size($0, of: whole) }
        // No frame is larger than the one that it stands on, which comes before it: what is kept is a tree.
        let bySize = sizes.sorted(by: >)
        let least = bySize[budget - 1]
        var room = budget - sizes.count { $0 > least }
        let count = nodes.count
        nodes = zip(nodes, sizes).filter { _, size in
            guard size == least else { return size > least }
            room -= 1
            return room >= 0
        }.map(\.0)
        omitted += count - nodes.count
        threshold = bySize[budget]
    }

    static func size(_ node: FlameNode, of whole: FlameNode) -> Double {
        max(
            Double(node.total) / Double(max(1, whole.total)),
            Double(node.baseTotal) / Double(max(1, whole.baseTotal)))
    }
}

extension FlameTree {
    /// The place of every frame in the order of names, by which siblings stand: unlike an order by size it is the same
    /// in two pictures of two profiles.
    func ranks() -> [Int32] {
        let order = frames.indices.sorted {
            let (first, second) = (frames[$0], frames[$1])
            if first.name.full != second.name.full {
                return first.name.full.utf8.lexicographicallyPrecedes(second.name.full.utf8)
            }
            return first.object != second.object ? first.object < second.object : $0 < $1
        }
        var ranks = [Int32](repeating: 0, count: frames.count)
        for (rank, frame) in order.enumerated() { ranks[frame] = Int32(rank) }
        return ranks
    }
}
