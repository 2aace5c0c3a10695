using System.Globalization;

namespace PeakTrade.Studies;

/// <summary>
/// Makes a search space of a strategy's schema and of what the user says of it. Every fault comes at once, as
/// <see cref="FaultCatalogue.ArgumentSearchSpace"/>. How ranges are written is said in <c>docs/study-files.md</c>.
/// </summary>
public static class SpaceReader
{
    /// <summary>Reads the space of a study.</summary>
    /// <param name="info">The strategy: each parameter of its schema is searched over its whole range. Without a schema just what the texts say is searched.</param>
    /// <param name="narrowed">For a parameter a text such as <c>10..200 step 10</c>, a list, a table of low, high, step, log and choices, or the one value it keeps.</param>
    /// <param name="fixedValues">Parameters that every trial gets as they are.</param>
    /// <param name="relations">What must hold between parameters beside the schema's own relations, such as <c>fast_window &lt; slow_window</c>.</param>
    /// <param name="allowOutOfRange">Whether values may lie outside the ranges of the schema.</param>
    /// <param name="placeOf">Where a file says something of a parameter, for the faults.</param>
    public static SearchSpace Read(
        StrategyInfo info,
        IReadOnlyDictionary<string, object?> narrowed,
        IReadOnlyDictionary<string, object?> fixedValues,
        IReadOnlyList<string> relations,
        bool allowOutOfRange = false,
        Func<string, Place>? placeOf = null) => new Reading(info, allowOutOfRange, placeOf).Read(narrowed, fixedValues, relations);

    private sealed class Reading(StrategyInfo info, bool allowOutOfRange, Func<string, Place>? placeOf)
    {
        private readonly List<Fault> _faults = [];
        private readonly List<Dimension> _dimensions = [];
        private readonly List<KeyValuePair<string, object>> _fixed = [];
        private readonly HashSet<string> _broken = new(StringComparer.OrdinalIgnoreCase);

        public SearchSpace Read(IReadOnlyDictionary<string, object?> narrowed, IReadOnlyDictionary<string, object?> fixedValues, IReadOnlyList<string> relations)
        {
            var (ranges, values) = (ByName(narrowed), ByName(fixedValues));
            // A hashtable has no order that could be kept, so names without a schema are sorted.
            string[] names = info.HasSchema
                ? [.. info.Parameters.Select(p => p.Name)]
                : [.. ranges.Keys.Concat(values.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
            RefuseStrangers(ranges.Keys.Concat(values.Keys), names);
            foreach (var name in names)
            {
                var parameter = info.Parameters.FirstOrDefault(p => p.Name == name);
                var (isNarrowed, isFixed) = (ranges.TryGetValue(name, out var range), values.TryGetValue(name, out var value));
                if (isNarrowed && isFixed) Add(name, $"{name} is both searched and fixed.", "Give its range or its value.");
                else if (isFixed) Fix(name, parameter, RangeItem.Of(value).Value);
                else Search(name, parameter, isNarrowed ? range : null, isNarrowed);
            }

            var all = new SpaceRelations(info, names, _broken, _dimensions, _fixed).Read(relations, _faults);
            if (_faults.Count == 0 && _dimensions.Count == 0)
                Add("", $"{info.Key}: there is nothing to search.", info.HasSchema ? "Leave at least one parameter open." : "A strategy without a schema needs ranges: fast = '5..40'.");
            if (_faults.Count > 0)
                throw FaultCatalogue.ArgumentSearchSpace.Because([.. _faults.OrderBy(f => f.Place.Line == 0).ThenBy(f => f.Place.Line).ThenBy(f => f.Place.Column)], target: info.Key);
            return new SearchSpace(_dimensions, new ParameterSet(_fixed), all, names);
        }

        private Dictionary<string, object?> ByName(IReadOnlyDictionary<string, object?> given)
        {
            var byName = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in given.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (!byName.TryAdd(name, value)) Add(name, $"{info.Key}: {name} is given twice.", "Names do not differ by case; give it once.");
            }

            return byName;
        }

        private void RefuseStrangers(IEnumerable<string> given, string[] names)
        {
            foreach (var name in given.Except(names, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
            {
                var takes = names.Length == 0 ? "it takes none" : $"it takes {string.Join(", ", names)}";
                Add(name, $"{info.Key} has no parameter \"{name}\"; {takes}.", Suggestion.For(name, names));
            }
        }

        private void Fix(string name, Parameter? parameter, object? value)
        {
            if (parameter is not null) value = Fit(parameter, value);
            else if (value is not (string or bool or long or double)) value = Wrong(name, $"is fixed to {RangeItem.Of(value).Text}, which is no number, text, true or false");
            if (value is not null) _fixed.Add(KeyValuePair.Create(name, value));
        }

        private void Search(string name, Parameter? parameter, object? given, bool isNarrowed)
        {
            try
            {
                var range = isNarrowed ? RangeText.Read(given, parameter?.Kind) : new RangeText();
                if (range.Items is { } items) Choose(name, parameter, items);
                else if (parameter is null or { Low: not null }) Span(name, parameter, range);
                else if (isNarrowed) Wrong(name, $"takes {parameter.Range}, and has no range to search");
                else Choose(name, parameter, [.. parameter.Kind == ParameterKind.Bool ? [RangeItem.Of(false), RangeItem.Of(true)] : parameter.Choices.Select(word => RangeItem.Of(word))]);
            }
            catch (FormatException wrong)
            {
                Wrong(name, wrong.Message);
            }
        }

        private void Choose(string name, Parameter? parameter, IReadOnlyList<RangeItem> items)
        {
            var values = items.Select(item => parameter is null ? item.Value : Fit(parameter, parameter.Kind == ParameterKind.Choice ? item.Text : item.Value)).OfType<object>().ToArray();
            if (values.Length < items.Count) return;
            if (parameter is null && values.Any(v => v is double) && values.All(v => v is long or double)) values = [.. values.Select(v => (object)Number(v))];
            if (values.Length > values.Distinct().Count()) throw new FormatException($"lists {RangeItem.Of(values.GroupBy(v => v).First(g => g.Count() > 1).Key).Text} twice");

            if (values.Length == 1) _fixed.Add(KeyValuePair.Create(name, values[0]));
            else if (StepOf(values) is { } step) _dimensions.Add(Dimension.Integer(name, (long)values[0], (long)values[^1], step));
            else _dimensions.Add(Dimension.Categorical(name, values));
        }

        // Three whole numbers or more that rise evenly are a range: a sampler learns more from their order than from choices.
        private static long? StepOf(object[] values)
        {
            if (values.Length < 3 || !Array.TrueForAll(values, v => v is long)) return null;
            var step = (long)values[1] - (long)values[0];
            return step > 0 && Enumerable.Range(1, values.Length - 1).All(i => (long)values[i] - (long)values[i - 1] == step) ? step : null;
        }

        private void Span(string name, Parameter? parameter, RangeText range)
        {
            if (parameter is null && (range.Low is null || range.High is null)) throw new FormatException("needs both ends of its range, such as 5..40");
            var (low, high) = (range.Low ?? parameter!.Low!, range.High ?? parameter!.High!);
            if (parameter is not null) (low, high) = (Fit(parameter, low)!, Fit(parameter, high)!);
            if (low is null || high is null) return;

            var isWhole = parameter is null ? low is long && high is long && range.Step is null or long : parameter.Kind == ParameterKind.Int;
            var (from, to, step) = (Number(low), Number(high), range.Step is null ? (double?)null : Number(range.Step));
            if (from > to) throw new FormatException($"has the range {Shown(from)}..{Shown(to)}, whose ends are the wrong way round");
            if (step is { } s && (!(s > 0) || (isWhole && s != Math.Floor(s)))) throw new FormatException($"has the step {Shown(s)}; it must be {(isWhole ? "a whole number from 1 on" : "above 0")}");
            if (step > to - from && from < to) throw new FormatException($"has the step {Shown(step.Value)}, which is wider than its range {Shown(from)}..{Shown(to)}");
            if (range.Log == true && step is not null) throw new FormatException("has a step and a logarithmic scale; give one of the two");
            if (range.Log == true && from <= 0) throw new FormatException($"has a logarithmic scale from {Shown(from)} on; it must begin above 0");

            if (from == to) _fixed.Add(KeyValuePair.Create(name, isWhole ? (long)from : (object)from));
            else if (isWhole) _dimensions.Add(Dimension.Integer(name, (long)from, (long)to, (long)(step ?? 1), range.Log ?? false));
            else _dimensions.Add(Dimension.Real(name, from, to, step, range.Log ?? (step is null && SpansDecades(from, to))));
        }

        // On a linear scale over three decades or more, 99 of 100 values would lie in the two upper ones.
        private static bool SpansDecades(double low, double high) => low > 0 && high / low >= 1000 * (1 - 1e-12);

        /// <summary>The value as the schema takes it; null where it does not, and the fault is noted.</summary>
        private object? Fit(Parameter parameter, object? value)
        {
            try
            {
                return new StrategyInfo(info.Key, "", [parameter]).Bind([KeyValuePair.Create(parameter.Name, value)], allowOutOfRange)[parameter.Name];
            }
            catch (PeakTradeException unfit)
            {
                foreach (var fault in unfit.Faults) Add(parameter.Name, fault.Message, fault.Action);
                return null;
            }
        }

        private object? Wrong(string name, string why)
        {
            Add(name, $"{info.Key}: {name} {why}.", "");
            return null;
        }

        private void Add(string name, string message, string action)
        {
            _broken.Add(name);
            _faults.Add(new(message, action, name.Length > 0 && placeOf is not null ? placeOf(name) : default));
        }

        private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

        private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
