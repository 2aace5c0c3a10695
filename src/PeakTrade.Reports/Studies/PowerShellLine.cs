using System.Globalization;
using System.Text;

namespace PeakTrade.Reports;

/// <summary>The line that runs a trial's backtest again.</summary>
internal static class PowerShellLine
{
    public static string Of(StudyTrial trial)
    {
        var line = new StringBuilder("Invoke-Backtest");
        if (trial.Path is { Length: > 0 } path) line.Append(" -Path ").Append(Quoted(path));
        if (trial.Symbol is { Length: > 0 } symbol) line.Append(" -Symbol ").Append(Quoted(symbol));
        line.Append(" -Strategy ").Append(IsWord(trial.Strategy) ? trial.Strategy : Quoted(trial.Strategy));
        if (trial.Parameters.Count > 0) line.Append(" -Parameter @{ ").AppendJoin("; ", trial.Parameters.Select(p => $"{(IsWord(p.Key) ? p.Key : Quoted(p.Key))} = {Value(p.Value)}")).Append(" }");
        return line.ToString();
    }

    private static string Value(object value) => value switch
    {
        bool truth => truth ? "$true" : "$false",
        double.NaN => "[double]::NaN",
        double.PositiveInfinity => "[double]::PositiveInfinity",
        double.NegativeInfinity => "[double]::NegativeInfinity",
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => number.ToString("0.0", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    // PowerShell takes the typographic quotes for plain ones, and each is doubled inside quotes.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text)
        {
            quoted.Append(c);
            if (c is '\'' or '‘' or '’' or '‚' or '‛') quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }

    private static bool IsWord(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
