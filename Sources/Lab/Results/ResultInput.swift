/// An input named on the command line: a path, and what the user calls it.
public struct ResultInput: Hashable, Sendable {
    /// The value of `.file`, and so the title of the input's column.
    public var label: String
    /// `-` is standard input.
    public var path: String

    /// An input whose label need not be its path.
    public init(label: String, path: String) {
        self.label = label
        self.path = path
    }

    /// Reads arguments of the form `path` or `label=path`.
    ///
    /// A path that is given several times gets a number behind it in each label (`run.txt#0`, `run.txt#1`), since equal
    /// labels would pool the samples. Labels that the user chose stay as they are, for whom pooling is wanted.
    public static func parse(_ arguments: [String]) -> [ResultInput] {
        let inputs = arguments.map { argument in
            guard let equals = argument.firstIndex(of: "=") else { return (label: String?.none, path: argument) }
            return (label: String(argument[..<equals]), path: String(argument[argument.index(after: equals)...]))
        }
        var counts: [String: Int] = [:]
        for input in inputs where input.label == nil { counts[input.path, default: 0] += 1 }
        var numbers: [String: Int] = [:]
        return inputs.map { input in
            if let label = input.label { return ResultInput(label: label, path: input.path) }
            guard counts[input.path, default: 0] > 1 else { return ResultInput(label: input.path, path: input.path) }
            let number = numbers[input.path, default: 0]
            numbers[input.path] = number + 1
            return ResultInput(label: "\(input.path)#\(number)", path: input.path)
        }
    }
}
