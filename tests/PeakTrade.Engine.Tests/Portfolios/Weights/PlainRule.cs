namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>One cross-section, and the rules of docs/portfolios.md as they stand there: slow, and with lists.</summary>
internal sealed record PlainRule(string[] Names, double[][] Values, bool[] MayTrade, Dictionary<string, string> Sectors, FactorBundle Bundle, PortfolioOptions Options, bool AllowShort, double[] Volatilities)
{
    private bool LongOnly => !AllowShort || Bundle.ShortQuantile == 0;

    private double Gross => Options.MaxGrossExposure ?? 1;

    private double Net => Options.NetExposure ?? (LongOnly ? Gross : 0);

    /// <summary>Weights and scores by name; null where nothing can be decided.</summary>
    public (Dictionary<string, double> Weights, Dictionary<string, double> Scores)? Decide()
    {
        var eligible = Enumerable.Range(0, Names.Length).Where(i => MayTrade[i] && Values.All(factor => double.IsFinite(factor[i]))
            && (Bundle.Weighting != PortfolioWeighting.InverseVolatility || Volatilities[i] > 0)).ToList();
        var sectors = eligible.GroupBy(i => Bundle.SectorNeutral ? Sectors.GetValueOrDefault(Names[i], "") : "all").Select(group => group.ToList()).ToList();
        var held = sectors.Where(sector => sector.Count >= (LongOnly ? 1 : 2)).ToList();
        if (held.Count == 0) return null;
        var all = held.Sum(sector => sector.Count);
        var (weights, scores) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        foreach (var sector in sectors)
        {
            var score = Score(sector);
            foreach (var i in sector) scores[Names[i]] = score[i];
            if (held.Contains(sector)) Hold(sector, score, (double)sector.Count / all, weights);
        }

        return (weights, scores);
    }

    private Dictionary<int, double> Score(List<int> sector)
    {
        var scores = sector.ToDictionary(i => i, _ => 0.0);
        for (var f = 0; f < Values.Length; f++)
        {
            var values = sector.Select(i => Values[f][i]).ToArray();
            var (low, high) = (Quantile(values, Bundle.Winsorize), Quantile(values, 1 - Bundle.Winsorize));
            values = [.. values.Select(v => v < low ? low : v > high ? high : v)];
            var (mean, sign) = (values.Average(), Bundle.Factors[f].Direction == FactorDirection.Low ? -1 : 1);
            var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
            for (var k = 0; k < values.Length; k++)
            {
                var standard = values.Max() == values.Min() ? 0
                    : Bundle.Standardize == Standardization.Zscore ? (values[k] - mean) / deviation
                    : (values.Count(v => v < values[k]) - values.Count(v => v > values[k])) / (values.Length - 1.0);
                scores[sector[k]] += Bundle.Factors[f].Weight * sign * standard;
            }
        }

        return scores;
    }

    private void Hold(List<int> sector, Dictionary<int, double> scores, double share, Dictionary<string, double> weights)
    {
        var order = sector.OrderByDescending(i => scores[i]).ThenBy(i => Names[i], StringComparer.Ordinal).ToList();
        var sorted = scores.Values.Order().ToArray();
        var median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        var most = LongOnly ? sector.Count : sector.Count - 1;
        int Chosen(double quantile) => Math.Min(most, Math.Max(1, (int)Math.Round(quantile * sector.Count - 1e-7)));
        var best = order.Take(Chosen(Bundle.LongQuantile)).ToList();
        var worst = order.TakeLast(LongOnly ? 0 : Chosen(Bundle.ShortQuantile)).ToList();

        var longs = Spread((LongOnly ? Net : (Gross + Net) / 2) * share, Parts(best));
        var shorts = Spread((LongOnly ? 0 : (Gross - Net) / 2) * share, Parts(worst));
        var beyond = longs.Sum() - shorts.Sum() - Net * share;
        if (beyond > 1e-12) longs = Spread(Math.Max(0, longs.Sum() - beyond), Parts(best));
        if (beyond < -1e-12) shorts = Spread(Math.Max(0, shorts.Sum() + beyond), Parts(worst));
        for (var k = 0; k < best.Count; k++) weights[Names[best[k]]] = longs[k];
        for (var k = 0; k < worst.Count; k++) weights[Names[worst[k]]] = -shorts[k];

        double[] Parts(List<int> chosen)
        {
            double[] parts = [.. chosen.Select(i => Bundle.Weighting switch
            {
                PortfolioWeighting.Equal => 1,
                PortfolioWeighting.Score => Math.Abs(scores[i] - median) > 1e-12 ? Math.Abs(scores[i] - median) : 0,
                _ => 1 / Volatilities[i],
            })];
            return parts.All(part => part == 0) ? [.. parts.Select(_ => 1.0)] : parts;
        }
    }

    // The proportion at which the capped weights come to the total, found by halving: not the way that the rule goes.
    private double[] Spread(double total, double[] parts)
    {
        var cap = Options.MaxWeight;
        var (low, high) = (0.0, cap / parts.Where(part => part > 0).DefaultIfEmpty(1).Min());
        double[] At(double proportion) => [.. parts.Select(part => Math.Min(cap, proportion * part))];
        if (At(high).Sum() <= total) return At(high);
        for (var i = 0; i < 2_000 && high - low > 1e-17 * high; i++)
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high) break;
            if (At(middle).Sum() > total) high = middle;
            else low = middle;
        }

        return At(low);
    }

    private static double Quantile(double[] values, double p)
    {
        var sorted = values.Order().ToArray();
        var place = p * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + (place - Math.Floor(place)) * (above - below);
    }
}
