namespace PeakTrade.Engine;

/// <summary>Why figures of the run itself are undefined, in the words of docs/metrics.md.</summary>
internal static class ReasonsOfSummary
{
    private const string Alike = "The returns are all alike, or there are too few.";
    private const string Growth = "The run spans no time, nothing is left at its end, or the rate is beyond all numbers.";

    public static void Add(RiskRun run)
    {
        var m = run.Result;
        Tell("cagr", m.Cagr, Growth);
        Tell("volatility", m.Volatility, Alike);
        Tell("sharpe", m.Sharpe, Alike);
        Tell("sortino", m.Sortino, "No return is below 0.");
        Tell("calmar", m.Calmar, "There is no fall, or no growth rate.");
        Tell("value_at_risk_95", m.ValueAtRisk95, "There are fewer than two returns.");
        Tell("skew", m.Skew, Alike);
        Tell("kurtosis", m.Kurtosis, Alike);
        Tell("win_rate", m.WinRate, "No trade was closed.");
        Tell("profit_factor", m.ProfitFactor, "No closed trade lost.");
        Tell("payoff", m.Payoff, "No closed trade won, or none lost.");
        Tell("expectancy", m.Expectancy, "No trade was closed.");
        Tell("turnover", m.Turnover, "The run spans no time, or its mean equity is not above 0.");

        void Tell(string figure, double? value, string reason)
        {
            if (value is null) run.Gap("summary", figure, reason);
        }
    }
}
