/// The inputs of one sample, one for each iteration, freed after the sample and not within it.
@usableFromInline
final class InputBatch<Input> {
    private let storage: UnsafeMutablePointer<Input>
    private var count = 0

    /// Makes `count` inputs with `make`.
    @usableFromInline
    init(count: Int, _ make: () throws -> Input) rethrows {
        storage = .allocate(capacity: count)
        while self.count < count {
            (storage + self.count).initialize(to: try make())
            self.count += 1
        }
    }

    deinit {
        storage.deinitialize(count: count)
        storage.deallocate()
    }

    @usableFromInline var first: StatePointer<Input> { StatePointer(base: storage) }
}
