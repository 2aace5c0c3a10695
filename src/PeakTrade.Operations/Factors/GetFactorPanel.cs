using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Gives factors' panels: from the store where it has them, else computed from the bars and stored.</summary>
public static class GetFactorPanel
{
    /// <summary>A panel for each factor, in their order; what could not be used of the data comes before the panel that lacks it.</summary>
    public static IEnumerable<Outcome<FactorPanel>> Execute(FactorRequest request, IListener listener, CancellationToken cancel)
    {
        var (factors, unknown) = Known(request.Factors);
        foreach (var fault in unknown) yield return new Outcome<FactorPanel>(null, fault);
        if (factors.Count == 0) yield break;

        using var work = Begin(request, factors, listener, cancel);
        foreach (var factor in factors)
        {
            foreach (var outcome in Give(work, factor)) yield return outcome;
        }
    }

    private static (List<IFactor> Factors, List<PeakTradeException> Unknown) Known(IReadOnlyList<FactorChoice> choices)
    {
        using var culture = InvariantScope.Enter();
        var factors = new List<IFactor>();
        var unknown = new List<PeakTradeException>();
        foreach (var choice in choices.Distinct())
        {
            try
            {
                factors.Add(choice.Own is { } own ? Checked(own) : BuiltInFactors.Get(choice.Name!));
            }
            catch (PeakTradeException fault)
            {
                unknown.Add(fault);
            }
        }

        return (factors, unknown);
    }

    // The name is a folder's as well.
    private static IFactor Checked(IFactor own) =>
        own.Name is { Length: > 0 and <= 100 } name && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? own
            : throw FaultCatalogue.FactorBadValues.Because($"\"{own.Name}\" cannot be the name of a factor.", "Name it with letters, digits, _, - and . only, a letter first, 100 characters at most: my_factor_20.", target: own.Name);

    private static FactorWork Begin(FactorRequest request, IReadOnlyList<IFactor> factors, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        return new FactorWork(request, factors, listener, cancel);
    }

    private static IReadOnlyList<Outcome<FactorPanel>> Give(FactorWork work, IFactor factor)
    {
        using var culture = InvariantScope.Enter();
        return work.Give(factor);
    }
}
