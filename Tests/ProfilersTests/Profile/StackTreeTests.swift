import Profilers
import Testing

@Suite struct StackTreeTests {
    @Test("stacks that share their outer frames share nodes")
    func sharing() {
        var tree = StackTree()
        let main = tree.child(of: StackTree.root, at: LocationID(0))
        let left = tree.child(of: main, at: LocationID(1))
        let right = tree.child(of: main, at: LocationID(2))
        #expect(tree.child(of: main, at: LocationID(1)) == left)
        #expect(tree.count == 4)
        #expect(tree.locations(of: right) == [LocationID(2), LocationID(0)])
    }

    @Test("every node is found again, however many there are")
    func growth() {
        var tree = StackTree()
        let nodes = (0..<10_000).map { tree.child(of: StackTree.root, at: LocationID($0)) }
        for (location, node) in nodes.enumerated() {
            #expect(tree.child(of: StackTree.root, at: LocationID(location)) == node)
        }
        #expect(tree.count == 10_001)
    }
}
