/// Call stacks that share their outer frames: a tree whose nodes are frames and whose root is the outside of every stack.
///
/// A stack is its innermost node. Nodes are numbered in the order of their making, so a node's parent always has a
/// smaller number: one pass from the last node to the first adds every node's value to its callers.
///
/// A node costs 8 bytes and 6 to 11 for finding it again.
public struct StackTree: Sendable {
    /// The outside of every stack: it has no location and is its own parent.
    public static let root = StackID(0)

    private var parents: [UInt32] = [0]
    private var frames: [UInt32] = [.max]
    /// Open addressing with linear probing: the number of a node, 0 for an empty place. A power of two long.
    private var table: [UInt32] = []

    public init() {}

    /// How many nodes there are, the root included.
    public var count: Int { parents.count }

    /// The caller's stack.
    public func parent(of stack: StackID) -> StackID { StackID(Int(parents[stack.index])) }

    /// The innermost frame of a stack; nil for the root.
    public func location(of stack: StackID) -> LocationID? {
        stack.index == 0 ? nil : LocationID(Int(frames[stack.index]))
    }

    /// The frames of a stack, innermost first.
    public func locations(of stack: StackID) -> [LocationID] {
        var locations: [LocationID] = []
        var node = stack.index
        while node != 0 {
            locations.append(LocationID(Int(frames[node])))
            node = Int(parents[node])
        }
        return locations
    }

    /// The stack of a function called at `location` from `parent`, made if there is none yet.
    public mutating func child(of parent: StackID, at location: LocationID) -> StackID {
        if (count + 1) * 4 > table.count * 3 { grow() }
        let mask = table.count - 1
        var place = Self.hash(parent.value, location.value) & mask
        while table[place] != 0 {
            let node = Int(table[place])
            if parents[node] == parent.value, frames[node] == location.value { return StackID(node) }
            place = (place + 1) & mask
        }
        let node = count
        table[place] = UInt32(node)
        parents.append(parent.value)
        frames.append(location.value)
        return StackID(node)
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: Swift.max(16, table.count * 2))
        let mask = table.count - 1
        for node in 1..<Swift.max(1, count) {
            var place = Self.hash(parents[node], frames[node]) & mask
            while table[place] != 0 { place = (place + 1) & mask }
            table[place] = UInt32(node)
        }
    }

    private static func hash(_ parent: UInt32, _ frame: UInt32) -> Int {
        // Fibonacci hashing of both halves: the product's upper bits depend on every bit of the key.
        let product = (UInt64(parent) << 32 | UInt64(frame)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: product >> 32)
    }
}
