extension FoldedFormat {
    /// One sample type of a profile as folded stacks, sorted, a line each.
    ///
    /// Inlined functions are frames of their own. A frame without a name gets its place. In names, semicolons become
    /// colons and line ends and tabs blanks, since the format has no way to escape them; and where all stacks end in a
    /// number, the blank before it an underscore. Labels are left out; stacks of zero are, too.
    ///
    /// - Parameter sampleType: where the type stands in the profile.
    public static func text(_ profile: Profile, sampleType: Int) -> [UInt8] {
        text(lines(profile, [sampleType]), isAmbiguous: endsInNumber)
    }

    /// Whether a stack ends in a word that a reader may take for a count.
    private static func endsInNumber(_ stack: String) -> Bool {
        Array(stack.utf8).withUnsafeBytes { FoldedLine($0) != nil }
    }

    /// Folded stacks with two counts: of the base, and of the head. Stacks that only one has get a zero for the other.
    ///
    /// - Throws: `ProfileMergeError` where a profile does not have the sample type of the other.
    public static func differentialText(
        base: Profile, head: Profile, sampleType: Int
    ) throws(ProfileMergeError) -> [UInt8] {
        let type = head.sampleTypes[sampleType]
        guard let baseType = base.sampleTypes.firstIndex(of: type) else {
            throw .differentSampleTypes(head.sampleTypes, base.sampleTypes)
        }
        var both: [String: [Int64]] = [:]
        for (stack, values) in lines(base, [baseType]) { both[stack, default: [0, 0]][0] = values[0] }
        for (stack, values) in lines(head, [sampleType]) { both[stack, default: [0, 0]][1] = values[0] }
        return text(both)
    }

    private static func text(
        _ lines: [String: [Int64]], isAmbiguous: (String) -> Bool = { _ in false }
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        // A file in which every line seems to have two counts is a differential one: the last blank of a name has to
        // go.
        let isDifferential = lines.keys.allSatisfy(isAmbiguous)
        for (stack, values) in lines.sorted(by: { $0.key < $1.key }) where values.contains(where: { $0 != 0 }) {
            var stack = stack
            if isDifferential, !lines.isEmpty, values.count == 1, let blank = stack.lastIndex(of: " ") {
                stack.replaceSubrange(blank...blank, with: "_")
            }
            bytes += stack.utf8
            for value in values { bytes += " \(value)".utf8 }
            bytes.append(0x0A)
        }
        return bytes
    }

    private static func lines(_ profile: Profile, _ types: [Int]) -> [String: [Int64]] {
        let names = profile.locations.map { location in
            profile.frameNames(of: location).map(escaped).joined(separator: ";")
        }
        var lines: [String: [Int64]] = [:]
        for position in profile.samples.indices {
            let locations = profile.stacks.locations(of: profile.samples.stack(position))
            var stack = locations.reversed().map { names[$0.index] }.joined(separator: ";")
            if stack.isEmpty { stack = PprofWriter.noStack }
            // Such a line would be read as a comment.
            if stack.hasPrefix("# ") { stack = "#_" + stack.dropFirst(2) }
            for (column, type) in types.enumerated() {
                let value = profile.samples.value(position, ofType: type)
                lines[stack, default: Array(repeating: 0, count: types.count)][column] =
                    lines[stack]?[column].addingSaturated(value) ?? value
            }
        }
        return lines
    }

    private static func escaped(_ name: String) -> String {
        if name.isEmpty { return "[unnamed]" }
        guard name.utf8.contains(where: { $0 == UInt8(ascii: ";") || $0 < 0x20 }) else { return name }
        return String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { $0 == ";" ? ":" : $0.value < 0x20 ? " " : $0 }))
    }
}
