using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>Returns by month and year as a heat map.</summary>
internal static class CalendarSection
{
    public static Action<Markup> Write(RunCourse course) => to =>
    {
        to.Element("p", "Returns in percent, by the calendar in UTC. The first and the last month and year may be cut.", ("class", "lead"));
        RiskPage.Table(to, RunSections.Calendar(course.Years, course.Months));
    };
}
