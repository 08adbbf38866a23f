extension FlameTree {
    /// The stacks from the outside in: a frame's width is what was sampled in it and in all that it called.
    func calls(_ limit: FlameNodes.Limit) -> FlameNodes {
        let head = totals(\.head)
        let base = hasBase ? totals(\.base) : []
        let least = Double(head[0]) * limit.share
        let leastOfBase = hasBase ? Double(base[0]) * limit.share : 0
        let whole = FlameNode(
            frame: FlameNode.everything, depth: 0, total: head[0], own: head[0], baseTotal: base.first ?? 0,
            baseOwn: base.first ?? 0)
        var kept = [Kept(node: whole, parent: 0, rank: 0)]
        var places = KeptPlaces(count: stacks.count)
        var omitted = 0
        let ranks = ranks()
        for node in 1..<max(1, stacks.count) {
            let (total, baseTotal) = (head[node], hasBase ? base[node] : 0)
            if total == 0, baseTotal == 0 { continue }
            let isLarge = total > 0 && Double(total) >= least || baseTotal > 0 && Double(baseTotal) >= leastOfBase
            guard let parent = places[stacks.parent(of: StackID(node)).index] else {
                omitted += 1
                continue
            }
            kept[parent].node.own = max(0, kept[parent].node.own.subtractingSaturated(total))
            kept[parent].node.baseOwn = max(0, kept[parent].node.baseOwn.subtractingSaturated(baseTotal))
            guard isLarge, let frame = stacks.location(of: StackID(node)) else {
                omitted += 1
                continue
            }
            places[node] = kept.count
            let drawn = FlameNode(
                frame: Int32(frame.index), depth: kept[parent].node.depth + 1, total: total, own: total,
                baseTotal: baseTotal, baseOwn: baseTotal)
            kept.append(Kept(node: drawn, parent: parent, rank: ranks[frame.index]))
        }
        var result = FlameNodes(nodes: Self.inOrder(kept), omitted: omitted, threshold: limit.share)
        result.shrink(to: limit.budget)
        return result
    }

    /// What was sampled in each stack and in all that it called.
    private func totals(_ value: KeyPath<Entry, Int64>) -> [Int64] {
        var totals = [Int64](repeating: 0, count: stacks.count)
        for entry in entries { totals[Int(entry.stack)].add(max(0, entry[keyPath: value])) }
        // A stack has a greater number than its caller's: one pass from the back adds everything up.
        for node in stride(from: stacks.count - 1, to: 0, by: -1) where totals[node] != 0 {
            totals[stacks.parent(of: StackID(node)).index].add(totals[node])
        }
        return totals
    }

    private struct Kept {
        var node: FlameNode
        let parent: Int
        let rank: Int32
    }

    /// Which of very many stacks were kept, and where: a bit for each, and a table of the few.
    private struct KeptPlaces {
        private var bits: [UInt64]
        private var places: [Int: Int] = [0: 0]

        init(count: Int) {
            bits = [UInt64](repeating: 0, count: count / 64 + 1)
            bits[0] = 1
        }

        subscript(stack: Int) -> Int? {
            get { bits[stack / 64] >> UInt64(stack % 64) & 1 == 0 ? nil : places[stack] }
            set {
                bits[stack / 64] |= 1 << UInt64(stack % 64)
                places[stack] = newValue
            }
        }
    }

    /// The frames, each before those that it called, siblings by rank.
    private static func inOrder(_ kept: [Kept]) -> [FlameNode] {
        // Grouped by parent; the last of a group first, since it is the last to be taken from the stack below.
        let order = kept.indices.dropFirst().sorted {
            let (first, second) = (kept[$0], kept[$1])
            return first.parent != second.parent ? first.parent < second.parent : first.rank > second.rank
        }
        var children = [Range<Int>](repeating: 0..<0, count: kept.count)
        var start = 0
        while start < order.count {
            let parent = kept[order[start]].parent
            let end = order[start...].firstIndex { kept[$0].parent != parent } ?? order.count
            children[parent] = start..<end
            start = end
        }
        var nodes: [FlameNode] = []
        nodes.reserveCapacity(kept.count)
        var pending = [0]
        while let next = pending.popLast() {
            nodes.append(kept[next].node)
            for place in children[next] { pending.append(order[place]) }
        }
        return nodes
    }
}
