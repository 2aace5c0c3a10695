using System.Reflection;
using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Runs.Tests;

public sealed class RoundTripTests : IDisposable
{
    private static readonly PropertyInfo[] Properties = typeof(BacktestResult).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static readonly Gen<int> Any32 = Gen.Choose(int.MinValue, int.MaxValue);
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Elements(0.0, -0.0, 0.1, 1e16, 1e-5, 123456789.125, double.Epsilon, double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity),
        from high in Any32 from low in Any32 select BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)low));
    private static readonly Gen<DateTime> Moment = from day in Gen.Choose(0, DateTime.MaxValue.Subtract(DateTime.MinValue).Days) from second in Gen.Choose(0, 86_399) from tick in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 9_999_999))
                                                   select new DateTime((day * TimeSpan.TicksPerDay) + (second * TimeSpan.TicksPerSecond) + tick, DateTimeKind.Utc);
    private static readonly Gen<string> Reason = Gen.Elements("a", "B", "ä", "語", "\U0001F600", ",", "\"", "\n", "\r", " ", "\t", "'", ";").ArrayOf().Select(string.Concat);

    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void A_found_run_equals_the_saved_one_in_every_property()
    {
        var result = Given.Result();
        for (var i = 0; i < Properties.Length; i++)
        {
            if (Properties[i].CanWrite) Properties[i].SetValue(result, Distinct(Properties[i].PropertyType, i + 1));
        }

        var saved = _given.Store.Save(result, Given.Evidence());
        var found = _given.FindOnly();
        Assert.All(Properties, property => AssertSame(property, saved, found));
    }

    [Fact]
    public void A_found_run_equals_the_saved_one_where_nothing_is_defined()
    {
        var saved = _given.Store.Save(new(new Metrics(), Given.Result() is var r ? new Given.Details(r.GetEquity(), [], []) : null!) { Symbol = "", Strategy = "" }, Given.Evidence());
        var found = _given.FindOnly();
        Assert.All(Properties, property => AssertSame(property, saved, found));
    }

    [Fact]
    public void Parameters_come_back_as_the_kinds_they_were()
    {
        KeyValuePair<string, object>[] parameters =
        [
            new("z", 20L), new("a", 20.0), new("negative_zero", -0.0), new("large", 1e300), new("small", 1e-300), new("tenth", 0.1), new("long", long.MinValue),
            new("yes", true), new("no", false), new("word", "20"), new("blank", ""), new("quoted", "\"ä\\\n"),
        ];
        _given.Store.Save(Given.Result() with { Parameters = new(parameters) }, Given.Evidence());
        Assert.Equal(parameters, _given.FindOnly().Parameters.ToArray());
    }

    [Fact]
    public void Every_double_comes_back_exactly_through_the_figures() => Holds(Number.Where(double.IsFinite), number =>
    {
        using var given = new TemporaryStore();
        given.Store.Save(Given.Result() with { Sharpe = number, FinalEquity = number }, Given.Evidence());
        var found = given.FindOnly();
        return Same(number, found.Sharpe!.Value) && Same(number, found.FinalEquity);
    });

    [Fact]
    public void Every_trade_comes_back_exactly_through_CSV() => Holds(Trades(Moment), given => Stored(new(Given.Equity(), given, []), TradesFormat.Csv).GetTrades().SequenceEqual(given));

    [FactWithDuckDb]
    public void Every_trade_of_whole_microseconds_comes_back_exactly_through_Parquet() =>
        Holds(Trades(Moment.Select(time => new DateTime(time.Ticks - (time.Ticks % 10), DateTimeKind.Utc))), given => Stored(new(Given.Equity(), given, []), TradesFormat.Parquet).GetTrades().SequenceEqual(given));

    [Fact]
    public void Every_trade_comes_back_exactly_through_the_file_that_the_store_chooses() => Holds(Trades(Moment), given => Stored(new(Given.Equity(), given, [])).GetTrades().SequenceEqual(given));

    [Fact]
    public void Every_order_comes_back_exactly()
    {
        var orders = from n in Any32 from side in Gen.Elements(Side.Long, Side.Short) from numbers in Number.ArrayOf(4) from symbol in Reason from bars in Any32.ArrayOf(2) from times in Moment.ArrayOf(2)
                     from kind in Gen.Elements(Enum.GetValues<OrderKind>()) from status in Gen.Elements(Enum.GetValues<OrderStatus>()) from reason in Reason
                     from level in Gen.OneOf(Gen.Constant<double?>(null), Number.Select(x => (double?)x)) from price in Gen.OneOf(Gen.Constant<double?>(null), Number.Select(x => (double?)x))
                     select new Order
                     {
                         Number = n, SignalBar = bars[0], SignalTime = times[0], Kind = kind, Side = side, Units = numbers[0], Level = level, Status = status, Reason = reason,
                         EndBar = bars[1], EndTime = times[1], FillPrice = price, Fee = numbers[1], Slippage = numbers[2], Symbol = symbol, DecisionPrice = numbers[3],
                     };
        Holds(orders.ArrayOf(), given => Stored(new(Given.Equity(), [], given)).GetOrders().SequenceEqual(given));
    }

    [Fact]
    public void Every_equity_curve_comes_back_exactly()
    {
        var points = from time in Moment from equity in Number from units in Number select (time.Ticks, equity, units);
        Holds(points.ArrayOf(), given =>
        {
            var curve = new EquityCurve(given.Select(p => p.Ticks).ToArray(), given.Select(p => p.equity).ToArray(), given.Select(p => p.units).ToArray());
            var found = Stored(new(curve, [], [])).GetEquity();
            return found.UtcTicks.Span.SequenceEqual(curve.UtcTicks.Span) && found.Equity.ToArray().Zip(curve.Equity.ToArray(), Same).All(x => x) && found.Units.ToArray().Zip(curve.Units.ToArray(), Same).All(x => x);
        });
    }

    [Fact]
    public void A_reason_longer_than_the_buffer_comes_back()
    {
        var order = Given.Order() with { Reason = string.Concat(Enumerable.Repeat("\"語,\n", 100_000)) };
        Assert.Equal(order, Assert.Single(Stored(new(Given.Equity(), [], [order])).GetOrders()));
    }

    private static Gen<Trade[]> Trades(Gen<DateTime> moment) =>
        (from n in Any32 from side in Gen.Elements(Side.Long, Side.Short) from numbers in Number.ArrayOf(8) from bars in Any32.ArrayOf(2) from times in moment.ArrayOf(2)
         from kind in Gen.Elements<OrderKind?>([null, .. Enum.GetValues<OrderKind>()]) from symbol in Reason
         select new Trade
         {
             Number = n, Side = side, Units = numbers[0], EntryBar = bars[0], EntryTime = times[0], EntryPrice = numbers[1], ExitBar = bars[1], ExitTime = times[1], ExitPrice = numbers[2],
             ExitKind = kind, Fees = numbers[3], Slippage = numbers[4], Borrow = numbers[5], Profit = numbers[6], Return = numbers[7], Symbol = symbol,
         }).ArrayOf();

    private BacktestResult Stored(Given.Details details, TradesFormat trades = TradesFormat.Auto)
    {
        var saved = new RunStore(_given.Root) { Trades = trades }.Save(Given.Result(details), Given.Evidence());
        return _given.Find(new() { RunIds = [$"{saved.RunId}"] }).Single().Result!;
    }

    // The bits count, so that -0 is not 0; one NaN is as good as another.
    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static void Holds<T>(Gen<T> given, Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20_260_304, 7), Prop.ForAll(given.ToArbitrary(), law));

    private static void AssertSame(PropertyInfo property, BacktestResult saved, BacktestResult found)
    {
        if (property.GetValue(saved) is not PortfolioFacts facts) Assert.Equal(property.GetValue(saved), property.GetValue(found));
        else Assert.All(typeof(PortfolioFacts).GetProperties(), fact => Assert.Equal(fact.GetValue(facts), fact.GetValue(found.Portfolio)));
    }

    private static object Distinct(Type type, int n) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(double) => n + (1 / 3.0),
        var t when t == typeof(int) => n,
        var t when t == typeof(bool) => true,
        var t when t == typeof(string) => $"text {n} \"äöü\" <&> \U0001F600",
        var t when t == typeof(DateTime) => Given.Day(n).AddTicks(n),
        var t when t == typeof(DateTimeOffset) => new DateTimeOffset(Given.Day(n)),
        var t when t == typeof(Guid) => Guid.NewGuid(),
        var t when t == typeof(ExecutionMode) => ExecutionMode.Vectorized,
        var t when t == typeof(ParameterSet) => new ParameterSet([new("n", (long)n)]),
        var t when t == typeof(PortfolioFacts) => Given.Facts(),
        var t => throw new NotSupportedException($"Teach this test, and the store, what a {t} is."),
    };
}
