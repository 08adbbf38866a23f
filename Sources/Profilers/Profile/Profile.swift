/// Weighted call stacks, in pprof's terms: what was measured (sample types), where (locations, in functions and
/// mappings) and under which labels.
///
/// Stacks are interned in a tree and label sets in a table, so a sample is two numbers and its values. `ProfileBuilder`
/// makes profiles; the formats read and write them.
public struct Profile: Sendable {
    /// What each value of a sample counts; every sample has one value for each.
    public var sampleTypes: [SampleType]
    /// The name of the sample type to show first; nil for the last, as pprof has it.
    public var defaultSampleType: String?
    /// What lies between two samples on average, and its type: 10,000,000 `cpu`/`nanoseconds`.
    public var period: Period?
    /// When sampling began, in nanoseconds since 1970; nil where it is not known.
    public var time: Int64?
    /// For how long samples were taken, in nanoseconds; nil where it is not known.
    public var duration: Int64?
    /// Free text about the profile, a line each.
    public var comments: [String]
    /// Where a reader finds out what the profile is about; empty for nowhere.
    public var documentationURL = ""
    /// Regular expressions of pprof's: frames to drop with what they call, and exceptions from it. Empty for none.
    public var dropFrames = ""
    public var keepFrames = ""

    /// The files that code was loaded from. The first is the program itself, where that is known.
    public internal(set) var mappings: [Mapping] = []
    public internal(set) var functions: [Function] = []
    public internal(set) var locations: [Location] = []
    public internal(set) var stacks = StackTree()
    /// Every set of labels that a sample has; the first is the empty one.
    public internal(set) var labelSets: [[Label]] = [[]]
    public internal(set) var samples: Samples

    /// The distance of samples.
    public struct Period: Hashable, Sendable {
        public var type: SampleType
        public var value: Int64

        public init(type: SampleType, value: Int64) {
            self.type = type
            self.value = value
        }
    }

    /// A profile without samples.
    public init(sampleTypes: [SampleType]) {
        self.sampleTypes = sampleTypes
        comments = []
        samples = Samples(valuesPerSample: sampleTypes.count)
    }
}

extension Profile {
    /// Takes over what another profile says of itself as a whole; sample types and samples stay.
    mutating func copyDescription(of other: Profile) {
        defaultSampleType = other.defaultSampleType
        period = other.period
        time = other.time
        duration = other.duration
        comments = other.comments
        documentationURL = other.documentationURL
        dropFrames = other.dropFrames
        keepFrames = other.keepFrames
    }
}
