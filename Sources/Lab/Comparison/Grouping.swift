/// How results are put into tables, and these into rows and columns.
///
/// The four projections divide the parts of a result among them: a key that one of them names is left out of the
/// groups `.config` and `.fullname` in the others. What none of them covers is the residue. If results that differ in
/// it meet in one cell, the cell gets a warning, because its sample may be a mixture.
public struct Grouping {
    let table: Projection
    let row: Projection
    let column: Projection
    let ignored: Projection
    let residue: Projection
    /// Keys of the configuration that `.config` leaves out.
    let separateConfiguration: Set<String>
    /// Keys of the name, and perhaps `.name`, that `.fullname` leaves out.
    let separateNameKeys: [String]

    /// Takes projections as benchstat does, with its defaults: a table a configuration, a row a benchmark, a column an
    /// input.
    ///
    /// - Throws: `Failure`, which says in which of the projections what mistake is where.
    public init(
        table: String = ".config", row: String = ".fullname", column: String = ".file", ignore: String = ""
    ) throws(Failure) {
        func parse(_ role: Role, _ expression: String) throws(Failure) -> Projection {
            do {
                return try Projection(expression)
            } catch {
                throw Failure(role: role, error: error)
            }
        }
        self.table = try parse(.table, table)
        self.row = try parse(.row, row)
        self.column = try parse(.column, column)
        ignored = try parse(.ignore, ignore)

        let fields = self.table.fields + self.row.fields + self.column.fields + ignored.fields
        var configuration: Set<String> = []
        var nameKeys: [String] = []
        for field in fields {
            switch field.key {
            case .configuration(let key): configuration.insert(key)
            case .namePart(let key): nameKeys.append(key)
            case .name: nameKeys.append(".name")
            default: break
            }
        }
        separateConfiguration = configuration
        separateNameKeys = nameKeys
        var rest: [Projection.Field] = []
        for (key, name) in [(ResultKey.allConfiguration, ".config"), (.fullName, ".fullname")] {
            if fields.contains(where: { $0.key == key }) { continue }
            rest.append(Projection.Field(key: key, name: name, order: .firstSeen))
        }
        residue = Projection(fields: rest)
    }

    /// What a projection is for, by the name of its option.
    public enum Role: String, Sendable {
        case table, row
        case column = "col"
        case ignore
    }

    /// A mistake in one of the projections.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// Which projection the mistake is in.
        public let role: Role
        /// What is wrong in it, and where.
        public let error: ExpressionError

        public var description: String { "-\(role.rawValue): \(error)" }
    }

    /// Whether the lists of values in the projections leave a result in.
    func admits(_ result: borrowing BenchmarkResult) -> Bool {
        for projection in [table, row, column, ignored] {
            if !projection.admits(result) { return false }
        }
        return true
    }
}
