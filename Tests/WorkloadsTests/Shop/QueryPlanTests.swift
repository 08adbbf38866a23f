import CSQLite
import Testing

@testable import Workloads

@Suite("The plans of SQLite for the shop's statements")
struct QueryPlanTests {
    @Test("no statement of the optimized shop looks through a table")
    func plans() throws {
        let directory = try TemporaryDirectory()
        let path = try ShopDatabase.template(in: directory.path, variant: .optimized, seed: 1).copy(
            to: "\(directory.path)/copy.sqlite"
        ).path
        let database = try Database(path: path)
        for sql in ShopQueries.all {
            let plan = try queryPlan(of: sql, database)
            for step in plan where step.hasPrefix("SCAN") {
                // The rows of the inner statement, of which there are as many as orders wanted.
                #expect(step == "SCAN o", "\(sql)")
            }
        }
    }

    @Test("the pages of the optimized shop come sorted from an index", arguments: ProductSort.allCases)
    func sorted(sort: ProductSort) throws {
        let directory = try TemporaryDirectory()
        let path = try ShopDatabase.template(
            in: directory.path, variant: .optimized, seed: 1, size: ShopFixture.tiny
        ).copy(to: "\(directory.path)/copy.sqlite").path
        let plan = try queryPlan(of: ShopQueries.products(by: sort), Database(path: path))
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(plan.filter { $0.contains("reviews USING COVERING INDEX") }.count == 2)
    }
}

/// The steps that SQLite would take, in its words.
private func queryPlan(of sql: StaticString, _ database: Database) throws -> [String] {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(database.connection, "EXPLAIN QUERY PLAN \(sql)", -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    guard code == SQLITE_OK else { throw SQLiteError.last(of: database.connection, code: code, sql: sql.description) }
    var steps: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
        if let text = sqlite3_column_text(statement, 3) { steps.append(String(cString: text)) }
    }
    return steps
}
