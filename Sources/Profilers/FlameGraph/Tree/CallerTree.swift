extension FlameTree {
    /// The stacks from the inside out: the lowest frames are the functions that were sampled themselves, as wide as that,
    /// and on each stand those who called it.
    ///
    /// Written out, this tree would be many times as large as the stacks. So it is made by parting the stacks by their
    /// innermost function, each part by the next one, and so on, for as long as a part can be seen.
    func callers(_ limit: FlameNodes.Limit) -> FlameNodes {
        var entries = entries.filter { $0.head > 0 || $0.base > 0 }.sorted { $0.stack < $1.stack }
        var whole = FlameNode(frame: FlameNode.everything, depth: 0, total: 0, own: 0)
        for entry in entries {
            whole.total.add(entry.head)
            whole.baseTotal.add(entry.base)
        }
        let ranks = ranks()
        let least = Double(whole.total) * limit.share
        let leastOfBase = Double(whole.baseTotal) * limit.share
        var result = FlameNodes(nodes: [whole], omitted: 0, threshold: limit.share, omittedIsLeast: true)
        var pending = parts(of: 0..<entries.count, depth: 1, in: &entries, ranks: ranks)
        while var part = pending.popLast() {
            let isLarge =
                Double(part.node.total) >= least && part.node.total > 0
                || part.node.baseTotal > 0 && Double(part.node.baseTotal) >= leastOfBase
            guard isLarge else {
                result.omitted += 1
                continue
            }
            part.climb(&entries, stacks)
            result.nodes.append(part.node)
            pending += parts(of: part.entries, depth: part.node.depth + 1, in: &entries, ranks: ranks)
        }
        result.shrink(to: limit.budget)
        return result
    }

    /// The stacks that have the same functions so far.
    private struct Part {
        var node: FlameNode
        var entries: Range<Int>

        /// Goes on to the callers; the stacks that have none stay behind, as the frame's own.
        mutating func climb(_ entries: inout [Entry], _ stacks: StackTree) {
            var end = self.entries.lowerBound
            for place in self.entries {
                let caller = stacks.parent(of: StackID(Int(entries[place].stack)))
                if caller == StackTree.root {
                    node.own.add(entries[place].head)
                    node.baseOwn.add(entries[place].base)
                } else {
                    entries[place].stack = caller.value
                    entries.swapAt(place, end)
                    end += 1
                }
            }
            self.entries = self.entries.lowerBound..<end
        }
    }

    /// Parts stacks by the function that they stand at: the last by name first.
    private func parts(of range: Range<Int>, depth: Int32, in entries: inout [Entry], ranks: [Int32]) -> [Part] {
        func frame(_ entry: Entry) -> Int { stacks.location(of: StackID(Int(entry.stack)))?.index ?? 0 }
        if range.count > 1 {
            // By number within a function, so that the order of equal ones does not depend on the sorting.
            entries[range].sort {
                let (first, second) = (ranks[frame($0)], ranks[frame($1)])
                return first != second ? first > second : $0.stack < $1.stack
            }
        }
        var parts: [Part] = []
        for place in range {
            let (entry, number) = (entries[place], Int32(frame(entries[place])))
            if let last = parts.last, last.node.frame == number {
                parts[parts.count - 1].node.total.add(entry.head)
                parts[parts.count - 1].node.baseTotal.add(entry.base)
                parts[parts.count - 1].entries = last.entries.lowerBound..<place + 1
            } else {
                let node = FlameNode(
                    frame: number, depth: depth, total: entry.head, own: 0, baseTotal: entry.base)
                parts.append(Part(node: node, entries: place..<place + 1))
            }
        }
        return parts
    }
}
