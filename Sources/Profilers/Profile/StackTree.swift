/// Call stacks that share their outer frames: a tree whose nodes are frames and whose root is the outside of every stack.
///
/// A stack is its innermost node. Nodes are numbered in the order of their making, so a node's parent always has a
/// smaller number: one pass from the last node to the first adds every node's value to its callers.
///
/// A node costs 16 bytes, and 6 to 11 more where its caller calls many: siblings are a list, which a new stack extends
/// without touching distant memory, and only the children of a node that has more than a few are found by hashing.
public struct StackTree: Sendable {
    /// The outside of every stack: it has no location and is its own parent.
    public static let root = StackID(0)

    /// The ends of the two directions in the tree; 0 for no child.
    private struct Ends {
        var parent: UInt32
        /// The child made last; `isWide` in the upper bit.
        var child: UInt32
    }

    /// What a search among siblings reads, side by side.
    private struct Link {
        var location: UInt32
        /// The sibling made before, 0 for none.
        var sibling: UInt32
    }

    /// Marks a node whose children are in `table`.
    private static let isWide: UInt32 = 1 << 31
    /// A list of this length is searched as fast as a table is.
    private static let narrow = 8

    private var ends = [Ends(parent: 0, child: 0)]
    private var links = [Link(location: .max, sibling: 0)]
    /// Open addressing with linear probing: the number of a node, 0 for an empty place. A power of two long.
    private var table: [UInt32] = []
    private var tableCount = 0

    public init() {}

    /// How many nodes there are, the root included.
    public var count: Int { ends.count }

    /// The caller's stack.
    public func parent(of stack: StackID) -> StackID { StackID(value: ends[stack.index].parent) }

    /// The innermost frame of a stack; nil for the root.
    public func location(of stack: StackID) -> LocationID? {
        stack.index == 0 ? nil : LocationID(value: links[stack.index].location)
    }

    /// The frames of a stack, innermost first.
    public func locations(of stack: StackID) -> [LocationID] {
        var locations: [LocationID] = []
        var node = stack.index
        while node != 0 {
            locations.append(LocationID(value: links[node].location))
            node = Int(ends[node].parent)
        }
        return locations
    }

    /// How many frames a stack has; 0 for the root.
    public func depth(of stack: StackID) -> Int {
        var depth = 0
        var node = stack.index
        while node != 0 {
            depth += 1
            node = Int(ends[node].parent)
        }
        return depth
    }

    /// The child of a stack that was made last; nil for none. With `sibling(before:)`, every child without a copy.
    public func lastChild(of stack: StackID) -> StackID? {
        let child = ends[stack.index].child & ~Self.isWide
        return child == 0 ? nil : StackID(value: child)
    }

    /// The child of the same parent that was made before this one; nil for the first.
    public func sibling(before stack: StackID) -> StackID? {
        let sibling = links[stack.index].sibling
        return sibling == 0 ? nil : StackID(value: sibling)
    }

    /// The stack of a function called at `location` from `parent`, made if there is none yet.
    public mutating func child(of parent: StackID, at location: LocationID) -> StackID {
        let head = ends[parent.index].child
        if head & Self.isWide == 0 {
            var node = head
            var passed = 0
            while node != 0 {
                let link = links[Int(node)]
                if link.location == location.value { return StackID(value: node) }
                node = link.sibling
                passed += 1
            }
            if passed < Self.narrow { return append(parent, location, sibling: head, mark: 0) }
            widen(parent)
        }
        return wideChild(of: parent, at: location)
    }

    private mutating func append(_ parent: StackID, _ location: LocationID, sibling: UInt32, mark: UInt32) -> StackID {
        precondition(ends.count < Int(Self.isWide), "a tree has at most 2,147,483,647 nodes")
        let node = UInt32(ends.count)
        ends.append(Ends(parent: parent.value, child: 0))
        links.append(Link(location: location.value, sibling: sibling))
        ends[parent.index].child = node | mark
        return StackID(value: node)
    }

    private mutating func wideChild(of parent: StackID, at location: LocationID) -> StackID {
        if (tableCount + 1) * 4 > table.count * 3 { grow(toHold: tableCount + 1) }
        let mask = table.count - 1
        var place = Self.hash(parent.value, location.value) & mask
        while table[place] != 0 {
            let node = Int(table[place])
            if links[node].location == location.value, ends[node].parent == parent.value { return StackID(node) }
            place = (place + 1) & mask
        }
        let sibling = ends[parent.index].child & ~Self.isWide
        let node = append(parent, location, sibling: sibling, mark: Self.isWide)
        table[place] = node.value
        tableCount += 1
        return node
    }

    /// Moves a node's children into the table.
    private mutating func widen(_ parent: StackID) {
        grow(toHold: tableCount + Self.narrow)
        var node = ends[parent.index].child
        ends[parent.index].child = node | Self.isWide
        while node != 0 {
            insert(node)
            tableCount += 1
            node = links[Int(node)].sibling
        }
    }

    private mutating func insert(_ node: UInt32) {
        let mask = table.count - 1
        var place = Self.hash(ends[Int(node)].parent, links[Int(node)].location) & mask
        while table[place] != 0 { place = (place + 1) & mask }
        table[place] = node
    }

    private mutating func grow(toHold wanted: Int) {
        guard wanted * 4 > table.count * 3 else { return }
        let size = Swift.max(64, table.count * 2)
        // What the table holds is in the nodes too: giving it back first keeps the peak down.
        table = []
        table = [UInt32](repeating: 0, count: size)
        for node in 1..<Swift.max(1, ends.count) where ends[Int(ends[node].parent)].child & Self.isWide != 0 {
            // The caller that is being widened is not marked yet: `widen` inserts its children itself.
            insert(UInt32(node))
        }
    }

    private static func hash(_ parent: UInt32, _ frame: UInt32) -> Int {
        // Fibonacci hashing of both halves: the product's upper bits depend on every bit of the key.
        let product = (UInt64(parent) << 32 | UInt64(frame)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: product >> 32)
    }
}
