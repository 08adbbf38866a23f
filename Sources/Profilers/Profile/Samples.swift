/// The samples of a profile, in columns.
public struct Samples: RandomAccessCollection, Sendable {
    /// A stack, its labels, and one value a sample type. Values may be negative: differences have them.
    public struct Sample {
        public let stack: StackID
        public let labels: LabelSetID
        public let values: ArraySlice<Int64>
    }

    /// How many values each sample has: one a sample type.
    public let valuesPerSample: Int
    private var stacks: [StackID] = []
    private var labels: [LabelSetID] = []
    private var values: [Int64] = []

    init(valuesPerSample: Int) { self.valuesPerSample = valuesPerSample }

    public var startIndex: Int { 0 }
    public var endIndex: Int { stacks.count }

    public subscript(position: Int) -> Sample {
        let first = position * valuesPerSample
        return Sample(
            stack: stacks[position], labels: labels[position], values: values[first..<first + valuesPerSample])
    }

    /// One value of a sample, without making the sample.
    public func value(_ position: Int, ofType type: Int) -> Int64 { values[position * valuesPerSample + type] }

    /// The stack of a sample, without making the sample.
    public func stack(_ position: Int) -> StackID { stacks[position] }

    /// The labels of a sample, without making the sample.
    public func labels(_ position: Int) -> LabelSetID { labels[position] }

    /// The sum of one type's values, held at the ends of the range of 64 bits.
    public func total(ofType type: Int) -> Int64 {
        indices.reduce(0) { $0.addingSaturated(value($1, ofType: type)) }
    }

    mutating func append(stack: StackID, labels labelSet: LabelSetID, values new: some Collection<Int64>) {
        precondition(new.count == valuesPerSample, "a sample has one value a sample type")
        stacks.append(stack)
        labels.append(labelSet)
        values.append(contentsOf: new)
    }

    /// Adds to the values of a sample.
    mutating func add(_ more: some Collection<Int64>, to position: Int) {
        precondition(more.count == valuesPerSample, "a sample has one value a sample type")
        var place = position * valuesPerSample
        for value in more {
            values[place] = values[place].addingSaturated(value)
            place += 1
        }
    }
}
