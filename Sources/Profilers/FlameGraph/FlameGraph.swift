/// A profile as a picture: each frame is a function, as wide as what was sampled in it and in what it called, on top of the
/// function that called it.
///
/// ```swift
/// let graph = try FlameGraph(profile)
/// let page = graph.html()
/// ```
///
/// With a base, widths are the profile's and colours tell how each frame's share of the whole differs from the base's.
public struct FlameGraph: Sendable {
    let tree: FlameTree
    private(set) var options: Options
    let type: SampleType

    /// How a graph is drawn.
    public struct Options: Sendable {
        /// What stands over the picture.
        public var title = "Flame graph"
        /// The name of the sample type to draw; nil for the profile's default.
        public var sampleType: String?
        /// Whether the lowest frames are the functions that were sampled, as wide as what was sampled in them alone, with
        /// their callers on top.
        public var isInverted = false
        /// Whether stacks grow downwards.
        public var isIcicle = false
        /// The width of the SVG's frames, in pixels, held within 300 to 10,000.
        public var width = 1_200
        /// What the change of a frame is, with a base.
        public var comparison = Comparison.shares

        public init() {}
    }

    /// How a frame of one profile is compared with that of another.
    public enum Comparison: String, CaseIterable, Sendable {
        /// By its share of its own profile's total: profiles of different lengths can be compared.
        case shares
        /// By its value: for profiles of the same work, as 1,000 requests each. The change is in points of the base's total.
        case values
    }

    /// - Throws: `FlameGraphError` if there is nothing to draw, or nothing to compare.
    public init(_ profile: Profile, base: Profile? = nil, options: Options = Options()) throws(FlameGraphError) {
        guard let type = Self.type(named: options.sampleType, in: profile) else {
            throw .noSuchSampleType(options.sampleType ?? "", has: profile.sampleTypes.map(\.name))
        }
        self.type = profile.sampleTypes[type]
        self.options = options
        self.options.width = min(max(options.width, 300), 10_000)
        guard let base else {
            if let baseType = Self.baseType(besides: type, in: profile) {
                tree = FlameTree(profile, type: type, base: (profile, baseType))
                return
            }
            tree = FlameTree(profile, type: type)
            guard !tree.entries.isEmpty else { throw .nothingSampled(self.type.name) }
            return
        }
        guard let baseType = base.sampleTypes.firstIndex(where: { $0.name == profile.sampleTypes[type].name }) else {
            throw .noSuchSampleTypeInBase(self.type.name, has: base.sampleTypes.map(\.name))
        }
        guard base.sampleTypes[baseType].unit == self.type.unit else {
            throw .unlikeUnits(self.type.unit, base: base.sampleTypes[baseType].unit)
        }
        tree = FlameTree(profile, type: type, base: (base, baseType))
        guard !tree.entries.contains(where: { $0.head < 0 || $0.base < 0 }) else { throw .negativeValues }
        guard !tree.entries.isEmpty else { throw .nothingSampled(self.type.name) }
    }

    /// The base of a differential profile, as two-column folded stacks are read into.
    private static func baseType(besides type: Int, in profile: Profile) -> Int? {
        let types = profile.sampleTypes
        guard types.count == 2, types[1 - type].name == "base", types[0].unit == types[1].unit else { return nil }
        return 1 - type
    }

    private static func type(named name: String?, in profile: Profile) -> Int? {
        if let name { return profile.sampleTypes.firstIndex { $0.name == name } }
        let byDefault = profile.defaultSampleType.flatMap { name in profile.sampleTypes.firstIndex { $0.name == name } }
        return byDefault ?? profile.sampleTypes.indices.last
    }

    /// The graph as one SVG: a picture wherever pictures are shown, and in a browser one to zoom and to search in.
    ///
    /// It holds the view that the options ask for, and depends on nothing else: the same profile gives the same bytes.
    public func svg() -> String {
        let limit = FlameNodes.Limit(budget: 20_000)
        let nodes = options.isInverted ? tree.callers(limit) : tree.calls(limit)
        let graph = DrawnGraph(
            self, calls: options.isInverted ? nil : nodes, callers: options.isInverted ? nodes : nil)
        return FlameSVG(graph: graph).document
    }

    /// The graph as one HTML page that loads nothing, with both views: by total, callees on callers, and by self.
    public func html() -> String {
        let graph = DrawnGraph(
            self, calls: tree.calls(FlameNodes.Limit(budget: 60_000)),
            callers: tree.callers(FlameNodes.Limit(share: 1.0 / 20_000, budget: 30_000)))
        return FlamePage(graph: graph).document
    }
}
