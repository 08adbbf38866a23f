extension String {
    /// The text with what HTML and XML give a meaning to replaced, for content and for attributes in double quotes alike.
    ///
    /// Characters that are not to be seen but change how what surrounds them reads are made visible as U+FFFD: control
    /// characters, those that override the direction of writing, with which a name could pass for another one, and those
    /// that XML does not allow.
    package var escapedForMarkup: String {
        var result = ""
        result.reserveCapacity(utf8.count)
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n" where previous == "\r": continue
            case "\n", "\r": result += "\n"
            case "\t": result += "\t"
            case "\u{20}"..."\u{7E}": result.unicodeScalars.append(scalar)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            case _ where scalar.properties.generalCategory == .control: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text as a JSON string that can stand inside a `script` element of HTML and of SVG: nothing in it ends the element,
    /// begins another or is a line's end to JavaScript. The same characters as in markup become U+FFFD.
    var quotedForScript: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "<", ">", "&", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case "\u{20}"..."\u{7E}": result.unicodeScalars.append(scalar)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            case _ where scalar.properties.generalCategory == .control: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
