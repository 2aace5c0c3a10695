namespace PeakTrade.Engine;

/// <summary>Brings a book to the weights of a rule at one row; <c>docs/portfolios.md</c> numbers the rules named here.</summary>
internal sealed class Rebalancing
{
    private readonly Universe _universe;
    private readonly Bars[] _instruments;
    private readonly IWeightRule _rule;
    private readonly PortfolioOptions _portfolio;
    private readonly BacktestOptions _options;
    private readonly PortfolioBook _book;
    private readonly PortfolioJournal _journal;
    private readonly HoldingLog _holdings;
    private readonly int _to;
    private readonly double _gross, _leastEquity;
    private readonly bool[] _mayTrade, _changes;
    private readonly double[] _wanted, _scores, _held, _targets, _prices, _budgets;
    private double _equity; // before anything is traded
    private bool _ruined;

    public Rebalancing(Universe universe, IWeightRule rule, PortfolioOptions portfolio, BacktestOptions options, PortfolioBook book, PortfolioJournal journal, HoldingLog holdings, int to)
    {
        (_universe, _instruments, _rule, _portfolio, _options, _book, _journal, _holdings, _to) = (universe, [.. universe.Instruments], rule, portfolio, options, book, journal, holdings, to);
        _gross = portfolio.MaxGrossExposure ?? 1;
        _leastEquity = PortfolioSimulation.Rounding * options.StartCapital;
        var count = universe.Count;
        (_mayTrade, _changes) = (new bool[count], new bool[count]);
        (_wanted, _scores, _held) = (new double[count], new double[count], new double[count]);
        (_targets, _prices, _budgets) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>How many rebalances there were.</summary>
    public int Count { get; private set; }

    /// <summary>Decides from the row before, and fills at this row; false where the rule cannot say anything yet.</summary>
    public bool Try(int row)
    {
        if (row == 0 || !Decide(row - 1)) return false;
        Count++;
        FindPrices(row);
        _equity = _book.Equity(_prices, out _);
        _ruined = !(_equity > _leastEquity);
        LimitTurnover(FindChanges(row));
        Reduce(row);
        Increase(row);
        Log(row);
        return true;
    }

    private bool Decide(int signalRow)
    {
        using var part = StageClock.Measure(RunStage.Signals);
        var bars = _universe.BarsAt(signalRow);
        for (var i = 0; i < bars.Length; i++) _mayTrade[i] = bars[i] >= 0 && _universe.LastRow(i) > signalRow;
        Array.Clear(_wanted);
        Array.Fill(_scores, double.NaN);
        if (!_rule.Decide(signalRow, _mayTrade, _wanted, _scores)) return false;
        foreach (var weight in _wanted)
        {
            // Every rule keeps to the cap by itself; only it knows what to do with the rest.
            if (!(Math.Abs(weight) <= _portfolio.MaxWeight * (1 + PortfolioSimulation.Rounding)))
                throw new InvalidOperationException($"{_rule.GetType().Name} gave a weight of {weight} beyond max_weight {_portfolio.MaxWeight}.");
        }

        return true;
    }

    private void FindPrices(int row)
    {
        var atClose = _options.Fill == FillRule.Close;
        var bars = _universe.BarsAt(row);
        for (var i = 0; i < bars.Length; i++)
        {
            var bar = bars[i];
            _prices[i] = bar < 0 ? _book.Marks[i] : atClose ? _instruments[i].Close[bar] : _instruments[i].Open[bar];
        }
    }

    /// <summary>Rules 4 to 6: which weights change, and how much that is in all.</summary>
    private double FindChanges(int row)
    {
        var bars = _universe.BarsAt(row);
        var turnover = 0.0;
        for (var i = 0; i < _wanted.Length; i++)
        {
            var wanted = _wanted[i];
            var units = _book.Units[i];
            _changes[i] = false;
            _held[i] = _ruined ? 0 : units * _prices[i] / _equity;
            if (!_mayTrade[i]) continue;
            if (_ruined || (wanted < 0 && !_options.AllowShort))
            {
                if (wanted != 0) Refuse(i, row, OrderKind.Entry, OrderStatus.Rejected, _ruined ? PortfolioReason.NoEquity : PortfolioReason.ShortsNotAllowed);
                wanted = 0;
            }

            var change = Math.Abs(wanted - _held[i]);
            _targets[i] = wanted;
            if (wanted == 0 ? units == 0 : change < Math.Max(_portfolio.MinTrade, PortfolioSimulation.Rounding)) continue;
            if (bars[i] < 0 || (_universe.LastRow(i) == row && row < _to - 1))
            {
                Expire(i, row, bars[i] < 0 ? PortfolioReason.NoBar : PortfolioReason.LastBar);
                continue;
            }

            _changes[i] = true;
            turnover += change;
        }

        return turnover;
    }

    /// <summary>Rule 7: all changes go the same part of their way.</summary>
    private void LimitTurnover(double turnover)
    {
        if (!(turnover > _portfolio.MaxTurnover) || _book.Positions == 0 || _ruined) return;
        var part = _portfolio.MaxTurnover.Value / turnover;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (_changes[i]) _targets[i] = _held[i] + part * (_targets[i] - _held[i]);
        }
    }

    /// <summary>Rule 8: what weighs less, nothing, or the other way round than before.</summary>
    private void Reduce(int row)
    {
        for (var i = 0; i < _targets.Length; i++)
        {
            var units = _book.Units[i];
            if (!_changes[i] || units == 0) continue;
            var staysOnSide = _targets[i] != 0 && _targets[i] > 0 == units > 0;
            if (staysOnSide && Math.Abs(_targets[i]) >= Math.Abs(_held[i])) continue;
            var left = staysOnSide ? _book.Costs.InLots(Math.Abs(_targets[i]) * _equity / _prices[i]) : 0;
            var taken = Math.Abs(units) - left;
            // A reversal goes on below; anything else is done.
            _changes[i] = _targets[i] != 0 && !staysOnSide;
            var side = units > 0 ? Side.Long : Side.Short;
            var intent = new Intent(i, OrderKind.Exit, side, row - 1, _ruined ? _equity : _held[i], _changes[i] ? 0 : _wanted[i], _changes[i] ? 0 : _targets[i]);
            _journal.Filled(intent, row, _ruined ? PortfolioReason.NoEquity : PortfolioReason.Rebalanced, taken, _book.Reduce(i, row, left, _prices[i], OrderKind.Exit));
        }
    }

    /// <summary>Rules 9 and 10: each increase has a budget; where there is no room for all, each gets the same part of its own.</summary>
    private void Increase(int row)
    {
        var equity = _book.Equity(_prices, out var kept);
        var budgets = 0.0;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (!_changes[i]) continue;
            _budgets[i] = Math.Max(0, Math.Abs(_targets[i]) * equity - Math.Abs(_book.Units[i] * _prices[i]));
            budgets += _budgets[i];
        }

        var room = _gross * equity - kept;
        var share = budgets > 0 ? Math.Min(1, room / budgets) : 1;
        if (share <= PortfolioSimulation.Rounding) share = 0;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (!_changes[i]) continue;
            var side = _targets[i] > 0 ? Side.Long : Side.Short;
            var intent = new Intent(i, OrderKind.Entry, side, row - 1, _book.Units[i] == 0 ? 0 : _held[i], _wanted[i], _targets[i], share);
            var wanted = _book.Costs.UnitsWithin(share * _budgets[i], _book.Costs.Filled(_prices[i], buy: side == Side.Long));
            var units = _book.Costs.InLots(wanted);
            if (!(equity > _leastEquity)) _journal.Refused(intent with { Held = equity }, row, OrderStatus.Rejected, PortfolioReason.NoEquity, 0);
            else if (share == 0) _journal.Refused(intent, row, OrderStatus.Rejected, PortfolioReason.NoRoom, 0);
            else if (!(units > 0)) _journal.Refused(intent, row, OrderStatus.Rejected, PortfolioReason.SizeRoundsToZero, Math.Max(0, wanted));
            else _journal.Filled(intent, row, PortfolioReason.Rebalanced, units, _book.Increase(i, row, side, units, _prices[i]));
        }
    }

    // An order that cannot be filled at its row is told as the orders that it would have been: out of what is held, and into what is wanted.
    private void Expire(int instrument, int row, PortfolioReason reason)
    {
        var (units, target) = (_book.Units[instrument], _targets[instrument]);
        var grows = units == 0 || (target != 0 && target > 0 == units > 0 && Math.Abs(target) > Math.Abs(_held[instrument]));
        var turns = target != 0 && units != 0 && target > 0 != units > 0;
        if (!grows) Refuse(instrument, row, OrderKind.Exit, OrderStatus.Expired, reason, turns || target == 0 ? Math.Abs(units) : 0);
        if (grows || turns) Refuse(instrument, row, OrderKind.Entry, OrderStatus.Expired, reason);
    }

    private void Refuse(int instrument, int row, OrderKind kind, OrderStatus status, PortfolioReason reason, double units = 0)
    {
        var isLong = kind == OrderKind.Exit ? _book.Units[instrument] > 0 : _wanted[instrument] > 0;
        var held = reason == PortfolioReason.NoEquity ? _equity : _held[instrument];
        _journal.Refused(new Intent(instrument, kind, isLong ? Side.Long : Side.Short, row - 1, held, _wanted[instrument], _wanted[instrument]), row, status, reason, units);
    }

    private void Log(int row)
    {
        var equity = _book.Equity(_prices, out _);
        for (var i = 0; i < _prices.Length; i++)
        {
            var units = _book.Units[i];
            if (units != 0) _holdings.Add(row, i, units, _prices[i], equity > 0 ? units * _prices[i] / equity : 0, _wanted[i], _scores[i]);
        }
    }
}
