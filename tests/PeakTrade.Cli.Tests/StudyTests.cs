using System.Diagnostics;

namespace PeakTrade.Cli.Tests;

public sealed class StudyTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_study_shows_its_best_and_whether_to_believe_it()
    {
        var outcome = await Study("-n", "20", "--seed", "42");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("best parameters fast_window=", outcome.Output);
        Assert.Contains("Of 20 parameter sets", outcome.Output);
        Assert.Contains($"Written to {_place.PathTo("outputs")}", outcome.Output);
    }

    [Fact]
    public async Task As_JSON_trials_come_before_the_study()
    {
        var outcome = await Study("-n", "6", "--json", "--pass-thru", "--no-output");
        var lines = outcome.Objects.ToList();
        Assert.Equal([0, 1, 2, 3, 4, 5], lines[..^1].Select(l => l.GetProperty("number").GetInt32()));
        Assert.Equal(6, lines[^1].GetProperty("trial_count").GetInt32());
        Assert.Equal(lines[..^1].Max(l => l.GetProperty("value").GetDouble()), lines[^1].GetProperty("best_value").GetDouble());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_does_nothing()
    {
        var outcome = await Study("-n", "7", "--dry-run", "--name", "x");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.StartsWith("Study 7 trials of ma_crossover", outcome.Output);
        Assert.False(Directory.Exists(_place.PathTo("outputs")));
    }

    [Theory]
    [InlineData("[Argument.StudyOption]", "--sampler", "tpx")]
    [InlineData("[Argument.StudyOption]", "--pruner", "median(startups=3)")]
    [InlineData("[Argument.Objective]", "--objective", "sharp")]
    [InlineData("[Argument.Objective]", "--constraint", "trades > many")]
    [InlineData("[Argument.SearchSpace]", "--space", "fast_windw=3..9")]
    [InlineData("[Argument.SearchSpace]", "--relation", "fast_window < slo_window")]
    [InlineData("[Argument.Invalid]", "--timeout", "soon")]
    [InlineData("[Argument.Invalid]", "--name", " ")]
    [InlineData("[Argument.Invalid]", "--update-config", "true")]
    [InlineData("[Study.Storage]", "--storage", "nosuch://x")]
    public async Task Rubbish_is_refused_in_words_before_anything_runs(string id, string option, string value)
    {
        var outcome = await Study(["-n", "5", .. option == "--name" ? Array.Empty<string>() : ["--name", "x"], option, value]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(id, outcome.Error);
        Assert.DoesNotContain("System.", outcome.Error);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public async Task A_configuration_is_updated_or_the_difference_shown_and_bad_data_are_no_defect()
    {
        var config = _place.Write("config.toml", "[strategy.ma_crossover]\nfast_window = 6  # kept\n");
        var dry = await Study("-n", "5", "--config", config, "--update-config", "--dry-run", "--name", "x");
        Assert.Equal((0, ""), (dry.Code, dry.Error));
        Assert.Contains("-fast_window = 6  # kept", dry.Output);
        Assert.Equal(["config.toml", "data"], Directory.GetFileSystemEntries(_place.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("fast_window = 6  # kept", File.ReadAllText(config));

        var empty = await _place.Here("study", _place.Write("empty.csv", ""), "-s", "ma_crossover", "--config", config, "--update-config", "--no-output");
        Assert.Equal((1, ""), (empty.Code, empty.Output));
        Assert.DoesNotContain("defect", empty.Error);

        Assert.Equal(0, (await Study("-n", "5", "--config", config, "--update-config", "--no-output")).Code);
        Assert.DoesNotContain("fast_window = 6", File.ReadAllText(config));
    }

    [Fact]
    public async Task Stored_studies_are_found_with_their_trials()
    {
        await Study("-n", "8", "--name", "one", "--storage", _place.PathTo("s.db"));
        await Study("-n", "5", "--name", "two", "--storage", _place.PathTo("s.db"));
        var studies = await _place.Here("studies", "--storage", _place.PathTo("s.db"), "--json");
        Assert.Equal(["one", "two"], studies.Objects.Select(o => o.GetProperty("name").GetString()));
        var best = (await _place.Here("studies", "trials", "one", "--best", "3", "--storage", _place.PathTo("s.db"), "--json")).Objects.Select(o => o.GetProperty("value").GetDouble()).ToList();
        Assert.Equal(best.OrderDescending(), best);
        Assert.Equal(3, best.Count);
        var missing = await _place.Here("studies", "three", "--storage", _place.PathTo("s.db"));
        Assert.Equal(1, missing.Code);
        Assert.Contains("[Study.Missing]", missing.Error);
    }

    /// <summary>A study that is killed with -9 at three moments, each time resumed by another process, is byte for byte the one that was never killed.</summary>
    [LinuxFact]
    public void A_killed_study_resumed_is_the_one_that_was_never_killed()
    {
        var data = _place.Sample(200_000);
        string[] study = ["study", data, "-s", "ma_crossover", "-n", "120", "--seed", "42", "--sampler", "tpe", "--pruner", "median", "--no-output", "--json"];
        var whole = _place.Process(study).Good().Objects.Single().GetProperty("hash").GetString();

        var killed = 0;
        foreach (var trials in new[] { 10, 35, 70 })
        {
            using var process = _place.Start(Workplace.Dotnet, [Workplace.Dll, .. study, "--name", "k", "--resume", "--pass-thru", "--throttle-limit", "2"]);
            for (var line = process.StandardOutput.ReadLine(); line is not null; line = process.StandardOutput.ReadLine())
            {
                if (!line.Contains($"\"number\":{trials},", StringComparison.Ordinal)) continue;
                process.Kill();
                killed++;
                break;
            }

            process.WaitForExit();
        }

        Assert.Equal(3, killed);
        var clock = Stopwatch.StartNew();
        Assert.Equal(whole, _place.Process([.. study, "--name", "k", "--resume"]).Good().Objects.Single().GetProperty("hash").GetString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The trials of the dead were waited for.");
    }

    private Task<Outcome> Study(params string[] arguments) =>
        _place.Here(["study", _place.Sample(), "-s", "ma_crossover", "--output-folder", _place.PathTo("outputs"), .. arguments]);
}
