namespace PeakTrade;

/// <summary>What a factor did for a portfolio in all.</summary>
/// <param name="Factor">The factor; <c>specific</c> for what no factor explains, <c>costs</c> for what trading took.</param>
/// <param name="Contribution">The sum of its parts of the returns from rebalance to rebalance.</param>
/// <param name="AverageExposure">The mean exposure over the rebalances; null for the rest and for costs.</param>
public sealed record FactorTotal(string Factor, double Contribution, double? AverageExposure);

/// <summary>What a factor did for a portfolio in one year.</summary>
/// <param name="Year">The year that the rebalance was in.</param>
/// <param name="Factor">The factor.</param>
/// <param name="Contribution">The sum of its parts of the returns from those rebalances to their next.</param>
public sealed record FactorYear(int Year, string Factor, double Contribution);

/// <summary>What trades of one kind earned.</summary>
/// <param name="Name">A sector or an instrument.</param>
/// <param name="Trades">How many trades, an open one counted.</param>
/// <param name="Profit">The sum of their profits after all costs.</param>
/// <param name="Contribution">That over the start capital; null where that is not known.</param>
/// <param name="WinRate">The share of closed trades that won; null without one.</param>
public sealed record ProfitShare(string Name, int Trades, double Profit, double? Contribution, double? WinRate);
