using System.Data.Common;
using System.Text.Json;
using PeakTrade.Engine;

namespace PeakTrade.Studies.Relational;

/// <summary>Reads a study's trials, ours and Optuna's.</summary>
internal sealed class TrialReader(Session session, long study, StudyDefinition definition, TimeZoneInfo zone)
{
    private const string These = "JOIN trials t ON t.trial_id = x.trial_id WHERE t.study_id = $1 AND t.trial_id >= $2";

    private static readonly string[] Queries =
    [
        "SELECT trial_id, number, CAST(state AS TEXT), datetime_start, datetime_complete FROM trials WHERE study_id = $1 AND trial_id >= $2 ORDER BY trial_id",
        $"SELECT x.trial_id, x.param_name, x.param_value FROM trial_params x {These}",
        $"SELECT x.trial_id, x.objective, x.value, CAST(x.value_type AS TEXT) FROM trial_values x {These}",
        $"SELECT x.trial_id, x.step, x.intermediate_value, CAST(x.intermediate_value_type AS TEXT) FROM trial_intermediate_values x {These} ORDER BY x.trial_id, x.step",
        $"SELECT x.trial_id, x.\"key\", x.value_json FROM trial_user_attributes x {These} ORDER BY x.trial_user_attribute_id",
        $"SELECT x.trial_id, x.\"key\", x.value_json FROM trial_system_attributes x {These} AND x.\"key\" IN ('{TrialKeys.Constraints}', '{TrialKeys.FixedParameters}', '{TrialKeys.Steps}')",
    ];

    // What is drawn for parameters that a trial of Optuna's never had: no sampler's stream.
    private const long FillStream = 1L << 41;

    private readonly Dictionary<string, int> _places = definition.Space.Select((d, i) => (d.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);

    /// <summary>The trials from an id on, in order of number.</summary>
    public List<StoredTrial> Read(long fromId)
    {
        var drafts = new Dictionary<long, Draft>();
        var order = new List<Draft>();
        session.Read(Queries, (query, row) =>
        {
            var id = row.GetInt64(0);
            if (query == 0)
            {
                var draft = new Draft(id, row.GetInt32(1), TrialStates.Read(row.GetString(2)), definition.Space.Count) { Started = Time(row, 3), Finished = Time(row, 4) };
                drafts.Add(id, draft);
                order.Add(draft);
            }
            else if (drafts.TryGetValue(id, out var draft))
            {
                Take(draft, query, row);
            }
        }, study, fromId);
        return [.. order.Select(Made)];
    }

    private void Take(Draft draft, int query, DbDataReader row)
    {
        if (query == 1) Parameter(draft, row.GetString(1), row.GetDouble(2));
        else if (query == 2) draft.Values.Add((row.GetInt32(1), Number(row)));
        else if (query == 3) draft.Steps.Add(Number(row));
        else if (query == 4) UserAttribute(draft, row.GetString(1), PythonJson.Standard(row.GetString(2)));
        else SystemAttribute(draft, row.GetString(1), row.GetString(2));
    }

    private void Parameter(Draft draft, string name, double value)
    {
        if (!_places.TryGetValue(name, out var place)) throw Unfit(draft, $"has a parameter {name}, which the study does not search");
        var dimension = definition.Space[place];
        // Grids of Optuna's may differ from ours in the last bit.
        var slack = 1e-9 * Math.Max(Math.Abs(dimension.Low), Math.Abs(dimension.High));
        if (!(value >= dimension.Low - slack && value <= dimension.High + slack)) throw Unfit(draft, $"has {name} = {PythonJson.Number(value)}, outside the study's {PythonJson.Number(dimension.Low)} to {PythonJson.Number(dimension.High)}");
        draft.Point[place] = value;
    }

    private static void UserAttribute(Draft draft, string key, string json)
    {
        if (key == TrialKeys.Error && draft.State == TrialState.Failed && json.StartsWith('"')) draft.Error = JsonSerializer.Deserialize<string>(json);
        else if (key == TrialKeys.SameAs && int.TryParse(json, out var same)) draft.SameAs = same;
        else draft.Attributes.Add(KeyValuePair.Create(key, json));
    }

    private void SystemAttribute(Draft draft, string key, string text)
    {
        using var json = PythonJson.Parse(text);
        if (key == TrialKeys.Constraints && json.RootElement.ValueKind == JsonValueKind.Array) draft.Constraints = Numbers(json.RootElement);
        else if (key == TrialKeys.Steps) draft.StepsOfAll = [.. json.RootElement.EnumerateArray().Select(Numbers)];
        else if (key == TrialKeys.FixedParameters)
        {
            foreach (var given in json.RootElement.EnumerateObject())
            {
                if (_places.TryGetValue(given.Name, out var place) && definition.Space[place].NumberOf(PythonJson.ValueOf(given.Value)) is { } number) draft.Given.Add((place, number));
            }
        }
    }

    private StoredTrial Made(Draft draft)
    {
        var isFinished = draft.State != TrialState.Running;
        var isPartial = Array.Exists(draft.Point, double.IsNaN);
        if (isPartial) Fill(draft);
        // A step's number is its place: Optuna's users count from where they like.
        TrialStep[] steps = draft.StepsOfAll is { } all ? [.. all.Select(s => new TrialStep((int)s[0], s[1..]))] : [.. draft.Steps.Select((value, i) => new TrialStep(i + 1, [value]))];
        double[] values = [.. draft.Values.OrderBy(v => v.Objective).Select(v => v.Value)];
        if (draft.State == TrialState.Pruned && values.Length == 0 && steps.Length > 0) values = steps[^1].Values;
        var trial = new Trial { Number = draft.Number, State = draft.State, Point = draft.Point, Started = draft.Started };
        return new(draft.Id, isPartial, !isFinished ? trial : trial with
        {
            Values = draft.State == TrialState.Failed ? [] : values,
            Constraints = draft.Constraints,
            Steps = steps,
            Attributes = draft.Attributes,
            SameAs = draft.SameAs,
            Error = draft.State == TrialState.Failed ? draft.Error ?? "Optuna says no more than that it failed." : null,
            Finished = draft.Finished,
        });
    }

    // Optuna asks for one parameter after another: a trial that failed, runs or waits may have none yet, or some.
    private void Fill(Draft draft)
    {
        if (draft.State is TrialState.Complete or TrialState.Pruned)
        {
            var missing = definition.Space[Array.FindIndex(draft.Point, double.IsNaN)].Name;
            throw Unfit(draft, $"has no {missing}: parameters that only some trials have cannot be searched here");
        }

        var drawn = new double[draft.Point.Length];
        RandomSampler.Draw(definition.Space, new KeyedRandom(definition.Seed, draft.Number, FillStream), drawn);
        foreach (var (place, number) in draft.Given) drawn[place] = number;
        for (var i = 0; i < drawn.Length; i++)
        {
            if (double.IsNaN(draft.Point[i])) draft.Point[i] = drawn[i];
        }
    }

    private PeakTradeException Unfit(Draft draft, string why) =>
        FaultCatalogue.StudyDiffers.Because($"Trial {draft.Number} of study {definition.Name} {why}.", "Give another name, and the space that the new study should search.", target: definition.Name);

    private DateTimeOffset? Time(DbDataReader row, int column)
    {
        if (row.IsDBNull(column)) return null;
        var local = session.TimeAt(row, column);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static double Number(DbDataReader row) => row.GetString(3) switch
    {
        "INF_POS" => double.PositiveInfinity,
        "INF_NEG" => double.NegativeInfinity,
        "FINITE" when !row.IsDBNull(2) => row.GetDouble(2),
        _ => double.NaN,
    };

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(PythonJson.NumberOf)];

    private sealed class Draft
    {
        public Draft(long id, int number, TrialState state, int dimensions)
        {
            (Id, Number, State) = (id, number, state);
            Point = new double[dimensions];
            Array.Fill(Point, double.NaN);
        }

        public long Id { get; }

        public int Number { get; }

        public TrialState State { get; }

        public double[] Point { get; }

        public List<(int Objective, double Value)> Values { get; } = [];

        public List<double> Steps { get; } = [];

        public double[][]? StepsOfAll { get; set; }

        public List<KeyValuePair<string, string>> Attributes { get; } = [];

        // What a waiting trial must take: place and number.
        public List<(int Place, double Number)> Given { get; } = [];

        public double[] Constraints { get; set; } = [];

        public int? SameAs { get; set; }

        public string? Error { get; set; }

        public DateTimeOffset? Started { get; init; }

        public DateTimeOffset? Finished { get; init; }
    }
}

/// <summary>A trial with its id in the database.</summary>
/// <param name="Id">The id.</param>
/// <param name="IsPartial">Whether some of its parameters are not stored.</param>
/// <param name="Trial">The trial.</param>
internal sealed record StoredTrial(long Id, bool IsPartial, Trial Trial);
