namespace PeakTrade.Studies.Relational;

/// <summary>Puts together what a study of Optuna's searches, from what its trials were drawn from.</summary>
internal static class InferredSpace
{
    /// <exception cref="FormatException">Its trials do not share one space; the message is the rest of a sentence.</exception>
    public static StudyDefinition Of(Session session, long study, StudyDefinition bare)
    {
        var dimensions = new List<Dimension>();
        var steps = 1;
        session.Read(
            [
                "SELECT p.param_name, p.distribution_json, MIN(p.param_id) FROM trial_params p JOIN trials t ON t.trial_id = p.trial_id WHERE t.study_id = $1 GROUP BY p.param_name, p.distribution_json ORDER BY 3",
                "SELECT COUNT(*) FROM trial_intermediate_values i JOIN trials t ON t.trial_id = i.trial_id WHERE t.study_id = $1 GROUP BY i.trial_id ORDER BY 1 DESC LIMIT 1",
            ],
            (query, row) =>
            {
                if (query == 0) Add(dimensions, row.GetString(0), row.GetString(1));
                else steps = Math.Max(1, row.GetInt32(0));
            },
            study);
        return bare with { Space = new SearchSpace(dimensions), Steps = steps };
    }

    private static void Add(List<Dimension> dimensions, string name, string json)
    {
        Dimension dimension;
        try
        {
            dimension = Distribution.Parse(name, json);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"cannot be opened: its parameter {name} {fault.Message}", fault);
        }

        if (dimensions.Find(d => d.Name == name) is not { } earlier) dimensions.Add(dimension);
        else if (earlier != dimension) throw new FormatException($"cannot be opened: its trials drew {name} from different ranges ({Distribution.Of(earlier)} and {Distribution.Of(dimension)}), and a study here has one");
    }
}
