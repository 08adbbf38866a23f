/// The colours of frames, for paper and for dark screens.
///
/// Frames differ in lightness as well as in hue, so that they can be told apart by those who see fewer colours, and every
/// text on them has a contrast of at least 4.5 to 1. Each colour of the code's origin has three shades: neighbours of the
/// same origin then show where one ends.
enum FlamePalette {
    struct Colours {
        /// By origin, then shade.
        let origins: [[String]]
        /// By change, from the greatest decrease to the greatest increase.
        let changes: [String]
        let text: String
        let paper: String
        let ink: String
        let quiet: String
        let line: String
        let whole: String
    }

    static let shades = 3

    static let light = Colours(
        origins: [
            ["#f2b866", "#f5c47f", "#eeab4d"], ["#93bdea", "#a6c9ef", "#82b1e4"], ["#86cdb5", "#9ad7c2", "#74c2a8"],
            ["#c6aee8", "#d1bdee", "#baa0e2"], ["#dcd37a", "#e3dc92", "#d3c965"], ["#e9a3a3", "#eeb5b5", "#e29292"],
            ["#c9ced5", "#d3d7dd", "#bec4cc"],
        ],
        changes: [
            "#6ba3dc", "#97c0e8", "#c0d9f1", "#e0ebf7", "#eceef0", "#fbe6d9", "#f7c9a8", "#f1a374", "#e88149",
        ],
        text: "#1d2126", paper: "#ffffff", ink: "#1d2126", quiet: "#5d6570", line: "#e3e6ea", whole: "#e3e6ea")

    static let dark = Colours(
        origins: [
            ["#8a5415", "#96601f", "#7d4a0f"], ["#2a5788", "#336394", "#214c7b"], ["#1d6652", "#26725d", "#165a47"],
            ["#61438f", "#6d4f9b", "#563983"], ["#666013", "#726c1d", "#5a550c"], ["#84393f", "#91464c", "#772e34"],
            ["#49515a", "#545c66", "#3f464e"],
        ],
        changes: [
            "#2d6db2", "#275b91", "#234a70", "#20384e", "#31373e", "#4b3728", "#6b4325", "#8d4d1e", "#a95214",
        ],
        text: "#f2f4f6", paper: "#14171a", ink: "#dfe3e8", quiet: "#9aa3ad", line: "#2b3036", whole: "#2b3036")

    /// The classes of all frame colours; the script and the picture name frames by them.
    static func rules(_ colours: Colours) -> String {
        var rules = ""
        for (origin, shades) in colours.origins.enumerated() {
            for (shade, colour) in shades.enumerated() { rules += ".o\(origin)s\(shade){fill:\(colour)}" }
        }
        for (level, colour) in zip(FlameChange.levels, colours.changes) {
            rules += ".\(className(change: level)){fill:\(colour)}"
        }
        return rules + ".w{fill:\(colours.whole)}"
    }

    static func className(change level: Int) -> String { "c\(level + FlameChange.bounds.count)" }

    static func className(_ frame: FlameFrame) -> String { "o\(frame.origin.rawValue)s\(shade(frame))" }

    /// FNV-1a of the name, so that a function has the same shade in every picture.
    static func shade(_ frame: FlameFrame) -> Int {
        let hash = frame.name.full.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return Int(hash >> 16) % shades
    }
}
