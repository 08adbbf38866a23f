/// Which module an address lies in, at a time: where one is unloaded, another may be loaded to the same addresses.
///
/// Generations are the times at which a module came to lie over an older one; as a rule there is one.
struct ModuleMap {
    private var generations: [Generation] = []

    private struct Generation {
        var time: UInt64
        /// Sorted by address, without overlaps.
        var segments: [Segment]
    }

    private struct Segment {
        var addresses: Range<UInt64>
        var module: Int
    }

    init(_ modules: [RecordedModule]) {
        var segments: [Segment] = []
        var time: UInt64 = 0
        // In the order of time; a reader of damaged files may not rely on it.
        for index in modules.indices.sorted(by: { (modules[$0].time, $0) < (modules[$1].time, $1) }) {
            let module = modules[index]
            let (low, high) = Self.overlapped(segments, by: module.addresses)
            if low < high, segments[low..<high].contains(where: { modules[$0.module] != module }) {
                generations.append(Generation(time: time, segments: segments))
                time = module.time
            }
            segments.replaceSubrange(low..<high, with: [Segment(addresses: module.addresses, module: index)])
        }
        generations.append(Generation(time: time, segments: segments))
    }

    func generation(at time: UInt64) -> Int {
        guard generations.count > 1 else { return 0 }
        return max(0, Self.partition(generations) { $0.time > time } - 1)
    }

    func module(of address: UInt64, generation: Int) -> Int? {
        let segments = generations[generation].segments
        let place = Self.partition(segments) { $0.addresses.upperBound > address }
        return place < segments.count && segments[place].addresses.contains(address) ? segments[place].module : nil
    }

    private static func overlapped(_ segments: [Segment], by addresses: Range<UInt64>) -> (low: Int, high: Int) {
        (
            partition(segments) { $0.addresses.upperBound > addresses.lowerBound },
            partition(segments) { $0.addresses.lowerBound >= addresses.upperBound }
        )
    }

    /// The first place from which on `isBehind` holds.
    private static func partition<Element>(_ elements: [Element], _ isBehind: (Element) -> Bool) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(elements[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
