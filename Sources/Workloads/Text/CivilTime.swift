/// A moment as calendar and clock show it in UTC.
///
/// Converted from days by the algorithm `civil_from_days` of Howard Hinnant, "chrono-compatible low-level date
/// algorithms": the proleptic Gregorian calendar, with years that begin in March so that the leap day comes last.
public struct CivilTime: Hashable, Sendable {
    /// 0 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int

    /// The seconds since 1970 that have a year of four digits: from 0000-01-01 to the end of 9999.
    public static let range = -62_167_219_200...253_402_300_799

    /// Converts seconds since 1970; what is outside ``range`` is taken for the nearest moment inside.
    public init(unixSeconds: Int) {
        let seconds = min(max(unixSeconds, Self.range.lowerBound), Self.range.upperBound)
        let secondOfDay = ((seconds % 86_400) + 86_400) % 86_400
        let daysFromMarchOfYear0 = (seconds - secondOfDay) / 86_400 + 719_468
        let era = (daysFromMarchOfYear0 >= 0 ? daysFromMarchOfYear0 : daysFromMarchOfYear0 - 146_096) / 146_097
        let dayOfEra = daysFromMarchOfYear0 - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = secondOfDay / 3_600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }
}
