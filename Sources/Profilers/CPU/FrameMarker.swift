import CProfilers

/// A frame that is no address, but says something about its stack.
enum FrameMarker: UInt64 {
    case truncated = 1
    case unreadable = 2
    case asyncUnreadable = 3
    /// A later sampler's.
    case unknown = 15

    /// Nil for an address.
    init?(_ frame: UInt64) {
        guard frame < UInt64(LAB_FRAME_MARKER_LIMIT.rawValue) else { return nil }
        self = FrameMarker(rawValue: frame) ?? .unknown
    }

    /// What stands in place of a function's name.
    var name: String {
        switch self {
        case .truncated: "[truncated]"
        case .unreadable: "[unreadable]"
        case .asyncUnreadable: "[async callers unreadable]"
        case .unknown: "[unknown]"
        }
    }
}
