namespace PeakTrade;

/// <summary>The return of a month or a year of the calendar, in UTC.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month from 1 to 12; null for a whole year.</param>
/// <param name="Bars">Bars of the run in it.</param>
/// <param name="Return">From the close before it (the start capital for the first) to its last; null where nothing was left.</param>
/// <param name="BenchmarkReturn">The benchmark's, from its first close where it begins inside.</param>
/// <param name="MaxDrawdown">The deepest fall inside it, as a negative fraction.</param>
public sealed record PeriodReturn(int Year, int? Month, int Bars, double? Return, double? BenchmarkReturn, double? MaxDrawdown);
