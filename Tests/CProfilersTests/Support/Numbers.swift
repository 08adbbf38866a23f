/// Lines of a word and a number, as the fixture's situations print them.
func numbers(_ lines: [String]) -> [String: Int] {
    var result: [String: Int] = [:]
    for line in lines {
        let words = line.split(separator: " ")
        guard words.count == 2, let number = Int(words[1]) else { continue }
        result[String(words[0])] = number
    }
    return result
}
