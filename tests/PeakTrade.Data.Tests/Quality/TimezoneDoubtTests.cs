namespace PeakTrade.Data.Tests.Quality;

public sealed class TimezoneDoubtTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15), Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Europe/London", "Europe/London")]
    [InlineData("America/New_York", "America/New_York or America/Chicago")]
    [InlineData("America/Chicago", "America/New_York or America/Chicago")]
    [InlineData("Australia/Sydney", "Australia/Sydney")]
    public void Local_times_read_as_utc_are_doubted_by_the_hour_that_is_missing_and_the_one_that_is_doubled(string zone, string named)
    {
        foreach (var spacing in new[] { Quarter, Hour })
        {
            var doubt = Assert.Single(Check.AtTimes(Check.Wall(zone, "2020-01-01", "2022-01-01", spacing)).Of(FindingKind.TimezoneDoubt));
            Assert.Contains($"clocks of {named} skip is missing in 2 of 2 springs", doubt.Message);
            Assert.Contains("twice in 2 of 2 autumns", doubt.Message);
            Assert.Contains($"local times of {named}: set [data] timezone = \"{named.Split(' ')[0]}\"", doubt.Message);
        }
    }

    [Fact]
    public void The_missing_hour_alone_is_enough_where_the_source_drops_the_doubled_one() =>
        Assert.Contains("missing in 2 of 2 springs (first 2020-03-29T02:00Z): the times look like local times of Europe/Berlin",
            Assert.Single(Check.AtTimes(Check.Wall("Europe/Berlin", "2020-01-01", "2022-01-01", Hour).Distinct()).Of(FindingKind.TimezoneDoubt)).Message);

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    public void The_same_times_read_in_their_zone_are_clean(string zone) => Assert.True(Check.AtTimes(Check.Wall(zone, "2020-01-01", "2022-01-01", Quarter), zone).IsClean);

    [Fact]
    public void Times_of_utc_around_the_clock_are_clean() => Assert.True(Check.AtTimes(Check.Utc("2020-01-01", "2022-01-01", Quarter)).IsClean);

    [Fact]
    public void Times_of_utc_read_in_a_zone_are_doubted_by_the_hours_it_skips() =>
        Assert.Contains("8 rows stand in hours that the clocks of Europe/Berlin skipped",
            Assert.Single(Check.AtTimes(Check.Utc("2020-01-01", "2022-01-01", Quarter), "Europe/Berlin").Of(FindingKind.TimezoneDoubt)).Message);

    [Fact]
    public void One_year_with_that_hour_clears_the_zone() =>
        Assert.Empty(Check.AtTimes(Check.Wall("Europe/Berlin", "2020-01-01", "2021-01-01", Hour).Concat(Check.Utc("2021-01-01", "2022-01-01", Hour)).Distinct()).Of(FindingKind.TimezoneDoubt));

    [Fact]
    public void A_maintenance_hour_every_day_is_no_doubt() =>
        Assert.Empty(Check.AtTimes(Check.Utc("2020-01-01", "2022-01-01", Quarter).Where(time => time.Hour != 2)).Of(FindingKind.TimezoneDoubt));

    [Fact]
    public void A_file_that_holds_every_row_twice_is_no_doubt() =>
        Assert.Empty(Check.AtTimes(Check.Utc("2020-10-20", "2020-10-30", Quarter).SelectMany(time => new[] { time, time })).Of(FindingKind.TimezoneDoubt));

    [Theory]
    [InlineData("America/New_York", 9.5, 16)]
    [InlineData("America/Chicago", 8.5, 15)]
    [InlineData("Europe/London", 8, 16.5)]
    [InlineData("Europe/Berlin", 9, 17.5)]
    [InlineData("Australia/Sydney", 10, 16)]
    public void A_session_by_local_clocks_read_as_utc_is_doubted_and_clean_in_its_zone(string zone, double opens, double closes)
    {
        var session = Session(Check.Wall(zone, "2020-01-06", "2021-12-30", Quarter), opens, closes).ToList();
        var doubt = Assert.Single(Check.AtTimes(session).Of(FindingKind.TimezoneDoubt));
        Assert.Contains($"before and after the clocks of {zone} were moved, ", doubt.Message);
        Assert.Contains($"set [data] timezone = \"{zone}\"", doubt.Message);
        Assert.True(Check.AtTimes(session, zone).IsClean);
    }

    [Theory]
    [InlineData("America/New_York", 9.5, 16)]
    [InlineData("America/Chicago", 8.5, 15)]
    [InlineData("Europe/London", 8, 16.5)]
    [InlineData("Europe/Berlin", 9, 17.5)]
    [InlineData("Australia/Sydney", 10, 16)]
    [InlineData("Asia/Tokyo", 9, 15)]
    [InlineData("Asia/Kolkata", 9.25, 15.5)]
    [InlineData("Asia/Hong_Kong", 9.5, 16)]
    public void A_session_in_true_utc_is_clean(string zone, double opens, double closes) => Assert.Empty(Check.AtTimes(InUtc(zone, opens, closes)).Of(FindingKind.TimezoneDoubt));

    [Fact]
    public void A_session_of_utc_read_in_its_zone_moves_twice_and_is_doubted()
    {
        var doubt = Assert.Single(Check.AtTimes(InUtc("America/New_York", 9.5, 16), "America/New_York").Of(FindingKind.TimezoneDoubt));
        Assert.Contains("comes at 19:30Z before and at 17:30Z after the clocks of America/New_York were moved, 4 times of 4", doubt.Message);
    }

    [Fact]
    public void Local_midnights_in_utc_are_doubted_and_clean_where_the_zone_is_given()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var midnights = Check.Utc("2020-01-01", "2022-01-01", TimeSpan.FromDays(1)).Select(day => TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), berlin)).ToList();
        var rows = "time,open,high,low,close,volume\n" + string.Concat(midnights.Select(time => $"{time:yyyy-MM-ddTHH:mm}Z,1,1,1,1,1\n"));
        var doubt = Assert.Single(Check.Text(rows).Findings);
        Assert.Contains("changes from 23:00Z to 22:00Z and so on, 4 times (first 2020-03-29T22:00Z), and is always 00:00 in Europe/Berlin: the days are that zone's; set [data] timezone = \"Europe/Berlin\"", doubt.Message);
        Assert.True(Check.Text(rows, "Europe/Berlin").IsClean);
    }

    [Fact]
    public void Daily_bars_of_working_days_at_midnight_of_utc_are_clean() =>
        Assert.True(Check.AtTimes(Check.Utc("2020-01-01", "2022-01-01", TimeSpan.FromDays(1)).Where(IsWorkday)).IsClean);

    private static IEnumerable<DateTime> InUtc(string zone, double opens, double closes)
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return Session(Check.Wall(zone, "2020-01-06", "2021-12-30", Quarter), opens, closes).Select(local => TimeZoneInfo.ConvertTimeToUtc(local, clock));
    }

    private static IEnumerable<DateTime> Session(IEnumerable<DateTime> times, double opens, double closes) =>
        times.Where(time => IsWorkday(time) && time.TimeOfDay.TotalHours >= opens && time.TimeOfDay.TotalHours < closes);

    private static bool IsWorkday(DateTime time) => time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
