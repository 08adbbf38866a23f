import Profilers
import Testing

@Suite struct StackTreeWidthTests {
    @Test("a tree is what a dictionary of paths is, for narrow and wide nodes", arguments: 0..<8 as Range<UInt64>)
    func model(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var tree = StackTree()
        if seed % 2 == 0 { tree.reserveCapacity(1000) }
        var known: [[Int]: StackID] = [[]: StackTree.root]
        for _ in 0..<3000 {
            var path: [Int] = []
            var stack = StackTree.root
            for level in 0..<1 + random.below(6) {
                let location = random.below([3, 7, 9, 10, 100, 4][level])
                path.append(location)
                stack = tree.child(of: stack, at: LocationID(location))
                #expect(known[path, default: stack] == stack)
                known[path] = stack
            }
        }
        #expect(tree.count == known.count)
        for (path, stack) in known {
            #expect(tree.locations(of: stack).map(\.index) == path.reversed())
            #expect(tree.depth(of: stack) == path.count)
            #expect(tree.parent(of: stack) <= stack)
        }
    }

    @Test("siblings are each child once")
    func siblings() {
        var tree = StackTree()
        let children = (0..<50).map { tree.child(of: StackTree.root, at: LocationID($0)) }
        for location in [3, 1, 40, 3] { _ = tree.child(of: StackTree.root, at: LocationID(location)) }
        var found: [StackID] = []
        var next = tree.firstChild(of: StackTree.root)
        while let child = next {
            found.append(child)
            next = tree.nextSibling(of: child)
        }
        #expect(found.sorted() == children)
        #expect(tree.firstChild(of: children[0]) == nil)
    }
}
