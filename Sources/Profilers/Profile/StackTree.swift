import Glibc

/// Call stacks that share their outer frames: a tree whose nodes are frames and whose root is the outside of every
/// stack.
///
/// A stack is its innermost node. Nodes are numbered in the order of their making, so a node's parent always has a
/// smaller number: one pass from the last node to the first adds every node's value to its callers.
///
/// A node costs 16 bytes, and 6 to 11 more where its caller calls many: siblings are a list, which a new stack extends
/// without touching distant memory, and only the children of a node that has more than a few are found by hashing. What
/// a step to a child reads lies in one cache line.
public struct StackTree: Sendable {
    /// The outside of every stack: it has no location and is its own parent.
    public static let root = StackID(0)

    private struct Node {
        var parent: UInt32
        var location: UInt32
        /// The first of its children's list; `isWide` in the upper bit. 0 for none.
        var child: UInt32
        /// The next of its siblings' list, 0 for none.
        var sibling: UInt32
    }

    /// Marks a node whose children are in `table`.
    private static let isWide: UInt32 = 1 << 31
    /// A list of this length is searched as fast as a table is.
    private static let narrow = 8

    private var nodes = [Node(parent: 0, location: .max, child: 0, sibling: 0)]
    /// Open addressing with linear probing: the number of a node, 0 for an empty place. A power of two long.
    private var table: [UInt32] = []
    private var tableCount = 0

    public init() {}

    /// Sets memory aside for as many nodes, so that none is copied as the tree grows. What is not used is never
    /// touched.
    public mutating func reserveCapacity(_ count: Int) {
        nodes.reserveCapacity(count)
        let size = nodes.capacity * MemoryLayout<Node>.stride
        guard size > 64 << 20 else { return }
        nodes.withUnsafeMutableBytes { bytes in
            // Steps to children go all over the memory: with pages of 4 KiB, each would also wait for the page table.
            guard let base = bytes.baseAddress else { return }
            let start = base.alignedUp(toMultipleOf: 4096)
            madvise(start, size - 4096, MADV_HUGEPAGE)
        }
    }

    /// How many nodes there are, the root included.
    public var count: Int { nodes.count }

    /// The caller's stack.
    public func parent(of stack: StackID) -> StackID { StackID(value: nodes[stack.index].parent) }

    /// The innermost frame of a stack; nil for the root.
    public func location(of stack: StackID) -> LocationID? {
        stack.index == 0 ? nil : LocationID(value: nodes[stack.index].location)
    }

    /// The frames of a stack, innermost first.
    public func locations(of stack: StackID) -> [LocationID] {
        var locations: [LocationID] = []
        var node = stack.index
        while node != 0 {
            locations.append(LocationID(value: nodes[node].location))
            node = Int(nodes[node].parent)
        }
        return locations
    }

    /// How many frames a stack has; 0 for the root.
    public func depth(of stack: StackID) -> Int {
        var depth = 0
        var node = stack.index
        while node != 0 {
            depth += 1
            node = Int(nodes[node].parent)
        }
        return depth
    }

    /// The first child of a stack; nil for none. With `nextSibling(of:)`, all of them, in no order that means anything.
    public func firstChild(of stack: StackID) -> StackID? {
        let child = nodes[stack.index].child & ~Self.isWide
        return child == 0 ? nil : StackID(value: child)
    }

    /// Another child of the same parent; nil behind the last.
    public func nextSibling(of stack: StackID) -> StackID? {
        let sibling = nodes[stack.index].sibling
        return sibling == 0 ? nil : StackID(value: sibling)
    }

    /// The stack of a function called at `location` from `parent`, made if there is none yet.
    public mutating func child(of parent: StackID, at location: LocationID) -> StackID {
        let head = nodes[parent.index].child
        if head & Self.isWide == 0 {
            var node = head
            var before: UInt32 = 0
            var passed = 0
            while node != 0 {
                let sibling = nodes[Int(node)].sibling
                if nodes[Int(node)].location == location.value {
                    if before != 0 { moveToFront(node, of: parent, before, sibling, head) }
                    return StackID(value: node)
                }
                before = node
                node = sibling
                passed += 1
            }
            if passed < Self.narrow { return append(parent, location, sibling: head, mark: 0) }
            widen(parent)
        }
        return wideChild(of: parent, at: location)
    }

    /// Puts a child where the next search finds it at once: most calls from a function are of the same few.
    @inline(__always)
    private mutating func moveToFront(
        _ node: UInt32, of parent: StackID, _ before: UInt32, _ sibling: UInt32, _ head: UInt32
    ) {
        nodes[Int(before)].sibling = sibling
        nodes[Int(node)].sibling = head
        nodes[parent.index].child = node
    }

    private mutating func append(_ parent: StackID, _ location: LocationID, sibling: UInt32, mark: UInt32) -> StackID {
        precondition(nodes.count < Int(Self.isWide), "a tree has at most 2,147,483,647 nodes")
        let node = UInt32(nodes.count)
        nodes.append(Node(parent: parent.value, location: location.value, child: 0, sibling: sibling))
        nodes[parent.index].child = node | mark
        return StackID(value: node)
    }

    private mutating func wideChild(of parent: StackID, at location: LocationID) -> StackID {
        if (tableCount + 1) * 4 > table.count * 3 { grow(toHold: tableCount + 1) }
        let mask = table.count - 1
        var place = Self.hash(parent.value, location.value) & mask
        while table[place] != 0 {
            let node = Int(table[place])
            if nodes[node].location == location.value, nodes[node].parent == parent.value { return StackID(node) }
            place = (place + 1) & mask
        }
        let sibling = nodes[parent.index].child & ~Self.isWide
        let node = append(parent, location, sibling: sibling, mark: Self.isWide)
        table[place] = node.value
        tableCount += 1
        return node
    }

    /// Moves a node's children into the table.
    private mutating func widen(_ parent: StackID) {
        grow(toHold: tableCount + Self.narrow)
        var node = nodes[parent.index].child
        nodes[parent.index].child = node | Self.isWide
        while node != 0 {
            insert(node)
            tableCount += 1
            node = nodes[Int(node)].sibling
        }
    }

    private mutating func insert(_ node: UInt32) {
        let mask = table.count - 1
        var place = Self.hash(nodes[Int(node)].parent, nodes[Int(node)].location) & mask
        while table[place] != 0 { place = (place + 1) & mask }
        table[place] = node
    }

    private mutating func grow(toHold wanted: Int) {
        guard wanted * 4 > table.count * 3 else { return }
        let size = Swift.max(64, table.count * 2)
        // What the table holds is in the nodes too: giving it back first keeps the peak down.
        table = []
        table = [UInt32](repeating: 0, count: size)
        for node in 1..<Swift.max(1, nodes.count) where nodes[Int(nodes[node].parent)].child & Self.isWide != 0 {
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
