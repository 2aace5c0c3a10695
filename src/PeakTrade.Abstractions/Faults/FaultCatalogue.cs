using System.Reflection;

namespace PeakTrade;

/// <summary>Every fault a user can meet. <c>docs/errors.md</c> is this list; a test compares them.</summary>
public static class FaultCatalogue
{
    /// <summary>A configuration file that is not there.</summary>
    public static readonly FaultKind ConfigMissing = new("Config.Missing", FaultClass.NotFound, "The configuration file does not exist.", "Check the path.");
    /// <summary>A configuration file that cannot be read.</summary>
    public static readonly FaultKind ConfigUnreadable = new("Config.Unreadable", FaultClass.ReadError, "The configuration file cannot be read.", "Check that it is a file and that you may read it.");
    /// <summary>A configuration file that is not TOML.</summary>
    public static readonly FaultKind ConfigSyntax = new("Config.Syntax", FaultClass.InvalidArgument, "The configuration file is not valid TOML 1.0.", "Mend the line that is named.");
    /// <summary>Settings that cannot be used.</summary>
    public static readonly FaultKind ConfigInvalid = new("Config.Invalid", FaultClass.InvalidArgument, "A setting is unknown or its value cannot be used; all such settings are listed at once.", "Mend each setting that is named.");

    /// <summary>No data were named.</summary>
    public static readonly FaultKind DataNotGiven = new("Data.NotGiven", FaultClass.InvalidArgument, "No data file was named.", "Give -Path (peaktrade: a path), or set [data] path in the configuration.");
    /// <summary>A data file that is not there.</summary>
    public static readonly FaultKind DataMissing = new("Data.Missing", FaultClass.NotFound, "The data file does not exist, or a folder or pattern holds none.", "Check the path.");
    /// <summary>A data file that cannot be read.</summary>
    public static readonly FaultKind DataUnreadable = new("Data.Unreadable", FaultClass.ReadError, "The data cannot be read: no permission, damaged gzip.", "Name a readable file.");
    /// <summary>A data file with nothing in it.</summary>
    public static readonly FaultKind DataEmpty = new("Data.Empty", FaultClass.InvalidData, "The data hold no bar: an empty file, a header only, or none in the span that is wanted.", "Name a file with at least one bar.");
    /// <summary>A data file that is not a table of bars.</summary>
    public static readonly FaultKind DataFormat = new("Data.Format", FaultClass.InvalidData, "The file is no table of bars: damaged or other content, a missing column, a column of another type, a line that is too long.", "Columns timestamp, open, high, low and close are wanted.");
    /// <summary>Rows that break the data contract.</summary>
    public static readonly FaultKind DataBadRow = new("Data.BadRow", FaultClass.InvalidData, "Rows break the data contract: unsorted, duplicate, not a number, high below low and the like.", "Fix the rows, or set [data] on_bad_row = \"drop\" to leave them out and count them.");
    /// <summary>An instrument that the data do not hold.</summary>
    public static readonly FaultKind DataNoSymbol = new("Data.NoSymbol", FaultClass.NotFound, "The data hold no instrument of that name.", "Give one of the symbols that are named (-Symbol, --symbol, [data] symbol).");
    /// <summary>Several instruments where one is wanted.</summary>
    public static readonly FaultKind DataSeveralSymbols = new("Data.SeveralSymbols", FaultClass.InvalidArgument, "The data hold several instruments where one is wanted.", "Say which: -Symbol, --symbol or [data] symbol.");
    /// <summary>Bars that cannot be made into longer ones.</summary>
    public static readonly FaultKind DataCannotResample = new("Data.CannotResample", FaultClass.InvalidData, "The bars cannot be resampled: they are longer than what is wanted, or do not fill it evenly.", "Set [data] resample to a whole multiple of the data's own interval, or leave it out.");

    /// <summary>No strategy was named.</summary>
    public static readonly FaultKind StrategyNotGiven = new("Strategy.NotGiven", FaultClass.InvalidArgument, "No strategy was named.", "Give -Strategy (--strategy), or set [strategy] key in the configuration.");
    /// <summary>A strategy that nobody registered.</summary>
    public static readonly FaultKind StrategyUnknown = new("Strategy.Unknown", FaultClass.NotFound, "No strategy has that key.", "Get-Strategy (peaktrade strategies) lists them.");
    /// <summary>Parameters that the strategy does not take.</summary>
    public static readonly FaultKind StrategyParameter = new("Strategy.Parameter", FaultClass.InvalidArgument, "A parameter is unknown, of the wrong kind, out of range, or breaks a relation; all are listed at once.", "Get-Strategy (peaktrade strategies show) shows each parameter and its range.");
    /// <summary>Fewer bars than the strategy needs.</summary>
    public static readonly FaultKind StrategyTooFewBars = new("Strategy.TooFewBars", FaultClass.InvalidData, "The strategy needs more bars than the data hold.", "Use smaller windows or more data.");
    /// <summary>A strategy that threw.</summary>
    public static readonly FaultKind StrategyThrew = new("Strategy.Threw", FaultClass.UserCode, "The strategy's own code failed.", "Mend the strategy; the inner exception (peaktrade: --verbose) says where.");
    /// <summary>A strategy that returned something else than one state a bar.</summary>
    public static readonly FaultKind StrategyBadStates = new("Strategy.BadStates", FaultClass.UserCode, "The strategy did not return one state of -1, 0 or 1 for each bar.", "Return exactly one of -1, 0 and 1 a bar.");
    /// <summary>A strategy class that cannot be registered.</summary>
    public static readonly FaultKind StrategyNotLoadable = new("Strategy.NotLoadable", FaultClass.UserCode, "The assembly or type holds no strategy that can be made.", "Give a public class with a parameterless constructor that implements PeakTrade.IStrategy.");
    /// <summary>A strategy's DLL that is not there.</summary>
    public static readonly FaultKind StrategyFileMissing = new("Strategy.FileMissing", FaultClass.NotFound, "The strategy's assembly does not exist.", "Check the path.");
    /// <summary>A key that is taken.</summary>
    public static readonly FaultKind StrategyKeyTaken = new("Strategy.KeyTaken", FaultClass.InvalidArgument, "A strategy of that key is registered already.", "Use -Force to replace a strategy of your own; the built-in ones stay.");

    /// <summary>A run that is not in the store.</summary>
    public static readonly FaultKind RunMissing = new("Run.Missing", FaultClass.NotFound, "No stored run has that id.", "Get-RunResult -Latest 20 (peaktrade runs --latest 20) lists the newest.");
    /// <summary>A stored run that cannot be read.</summary>
    public static readonly FaultKind RunDamaged = new("Run.Damaged", FaultClass.ReadError, "A stored run lacks a file or holds one that cannot be read.", "Delete its folder, or bring the file back.");
    /// <summary>A run that could not be stored.</summary>
    public static readonly FaultKind RunNotStored = new("Run.NotStored", FaultClass.WriteError, "The run's folder cannot be written.", "Check the results root, its permissions and the free space.");

    /// <summary>A tracker that failed where it must not.</summary>
    public static readonly FaultKind TrackingFailed = new("Tracking.Failed", FaultClass.WriteError, "Tracking is strict, and a run could not be tracked: its outbox cannot be written, or its destination did not take it.", "Mend what is named, or set [tracking] strict = false: what was not delivered waits in the outbox and is sent later.");
    /// <summary>A run that could not be removed.</summary>
    public static readonly FaultKind RunNotRemoved = new("Run.NotRemoved", FaultClass.WriteError, "A stored run cannot be removed: no permission, in use, a link, or no run of a run store.", "Check the permissions of its folder and of the results root, and that no program holds its files.");
    /// <summary>A run that is protected.</summary>
    public static readonly FaultKind RunKept = new("Run.Kept", FaultClass.WriteError, "A run is protected from removal, and nothing removes it while it is.", "Lift the protection first (Unprotect-RunResult, peaktrade keep --off).");

    /// <summary>The lake without DuckDB's library.</summary>
    public static readonly FaultKind LakeNotAvailable = new("Lake.NotAvailable", FaultClass.NotAvailable, "Parquet, SQL and the lake need DuckDB's native library, which is not there or does not fit this machine.", "Install Node.js with npm and build again (dotnet build -c Release), or install the module packed for this platform; everything else works without it.");
    /// <summary>What DuckDB refused.</summary>
    public static readonly FaultKind LakeSql = new("Lake.Sql", FaultClass.InvalidArgument, "DuckDB refused a statement, a file or a value; its own message says why.", "Mend the statement as the message says.");
    /// <summary>A name that cannot be an instrument of the lake.</summary>
    public static readonly FaultKind LakeSymbol = new("Lake.Symbol", FaultClass.InvalidArgument, "An instrument's name cannot be used in the lake: empty, too long, control characters, or parts that would leave its folder.", "Give another name (-Symbol, --symbol).");
    /// <summary>A query that does more than read, or reads elsewhere.</summary>
    public static readonly FaultKind LakeRefused = new("Lake.Refused", FaultClass.InvalidArgument, "A query may read the lake and the run store, and nothing else: no other statement, no other file, no setting.", "Write one SELECT over ohlcv, runs, equity and trades; -As with -Path (--as, --output) writes its result to a file.");
    /// <summary>A query that took too long.</summary>
    public static readonly FaultKind LakeTimedOut = new("Lake.TimedOut", FaultClass.ReadError, "A query did not end within its time limit.", "Raise the limit (-TimeoutSeconds, --timeout), or ask for less: one symbol, a span of time, an aggregate.");
    /// <summary>A query that needs more memory than it may use.</summary>
    public static readonly FaultKind LakeOutOfMemory = new("Lake.OutOfMemory", FaultClass.ReadError, "A query needs more memory than it may use.", "Raise the limit (-MemoryLimit 8GB, --memory-limit 8GB), use fewer threads (-ThrottleLimit, --threads), or ask for less.");
    /// <summary>A lake that another process holds.</summary>
    public static readonly FaultKind LakeBusy = new("Lake.Busy", FaultClass.WriteError, "Another import or query holds the lake, and did not end in time.", "Wait until it has ended and try again.");

    /// <summary>Bars that the lake holds with other values.</summary>
    public static readonly FaultKind LakeConflict = new("Lake.Conflict", FaultClass.InvalidData, "The lake holds other values for the same instrument and time, or volumes where the data have none; nothing was imported.", "Import what is right; -Force (--force) replaces what the lake holds.");
    /// <summary>A lake that cannot be written.</summary>
    public static readonly FaultKind LakeNotWritten = new("Lake.NotWritten", FaultClass.WriteError, "The lake's folder cannot be written.", "Check the lake's folder, its permissions and the free space.");
    /// <summary>A factor that nobody knows.</summary>
    public static readonly FaultKind FactorUnknown = new("Factor.Unknown", FaultClass.InvalidArgument, "No factor has that name, or its numbers cannot be used.", "docs/factors.md lists the factors; a number counts bars (volatility_60), with d days (volatility_60d), and momentum's count months (momentum_12_1).");
    /// <summary>A factor of days over bars that are not days.</summary>
    public static readonly FaultKind FactorNotDaily = new("Factor.NotDaily", FaultClass.InvalidData, "A factor counts days, and the bars are not daily.", "Make daily bars of them (-Resample 1d, --resample 1d), or count bars: leave out the d.");
    /// <summary>A benchmark that is not among the data.</summary>
    public static readonly FaultKind FactorBenchmark = new("Factor.Benchmark", FaultClass.NotFound, "The benchmark is not among the data, or has no bars that can be used.", "Name a symbol of the data (-Benchmark, --benchmark), or leave it out for the mean of all symbols.");
    /// <summary>A factor that threw.</summary>
    public static readonly FaultKind FactorThrew = new("Factor.Threw", FaultClass.UserCode, "The factor's own code failed.", "Mend the factor; the inner exception (peaktrade: --verbose) says where.");
    /// <summary>A factor of the user's own that breaks its contract.</summary>
    public static readonly FaultKind FactorBadValues = new("Factor.BadValues", FaultClass.UserCode, "The factor did not return one number for each bar, or its name cannot be used.", "Return one number a bar (NaN or $null where there is none), and name it with letters, digits, _, - and . only.");
    /// <summary>A file of a factor's values that is none.</summary>
    public static readonly FaultKind FactorBadFile = new("Factor.BadFile", FaultClass.InvalidData, "A file is no table of a factor's values: a missing column, a time or number that cannot be read, two values of one time and symbol; such rows are listed at once.", "Mend the rows that are named; docs/factor-bundles.md says how such a file looks.");

    /// <summary>A study that is there already.</summary>
    public static readonly FaultKind StudyExists = new("Study.Exists", FaultClass.InvalidArgument, "The storage holds a study of that name already.", "Go on with it (-Resume, --resume), or give another name.");
    /// <summary>A study that is not the one stored.</summary>
    public static readonly FaultKind StudyDiffers = new("Study.Differs", FaultClass.InvalidArgument, "The stored study was made with other settings, data or search space, so going on with it would mix two studies.", "Give the settings it was made with, or another name.");
    /// <summary>A study that nobody stored.</summary>
    public static readonly FaultKind StudyMissing = new("Study.Missing", FaultClass.NotFound, "The storage holds no study of that name.", "Get-ParameterStudy (peaktrade studies) lists them.");
    /// <summary>A storage that cannot be used.</summary>
    public static readonly FaultKind StudyStorage = new("Study.Storage", FaultClass.ReadError, "The storage of studies cannot be reached, read or written; its own message says why.", "Check the path or address, the permissions, and that the server runs.");
    /// <summary>A study without a trial that could be used.</summary>
    public static readonly FaultKind StudyNoBest = new("Study.NoBest", FaultClass.InvalidData, "No trial of the study has a value and keeps the constraints.", "See why (Get-StudyTrial, peaktrade studies trials): loosen a constraint, widen the space, or mend what makes the trials fail.");

    /// <summary>Bars that no walk-forward window fits into.</summary>
    public static readonly FaultKind WalkForwardTooFewBars = new("WalkForward.TooFewBars", FaultClass.InvalidData, "The data hold too few bars for the windows of walk-forward, or purge and embargo leave too few to train on.", "Give shorter windows, fewer folds or more data.");

    /// <summary>A strategy that weighs instruments, asked for the states of one.</summary>
    public static readonly FaultKind StrategyNeedsPortfolio = new("Strategy.NeedsPortfolio", FaultClass.InvalidArgument, "The strategy weighs instruments against each other and has no states of one.", "Run it with Invoke-Backtest or Invoke-BatchBacktest (peaktrade backtest, batch).");

    /// <summary>A run of a batch that ended by something unforeseen.</summary>
    public static readonly FaultKind BatchRunFailed = new("Batch.RunFailed", FaultClass.UserCode, "A run of a batch ended by an error that is no fault of its inputs; the other runs went on.", "See the batch's log; the inner exception says where it came from.");
    /// <summary>A run of a batch that took too long.</summary>
    public static readonly FaultKind BatchTimedOut = new("Batch.TimedOut", FaultClass.UserCode, "A run of a batch did not end within its time limit.", "Raise the limit (timeout in the batch file), or ask for less.");
    /// <summary>A run of a batch that was stopped.</summary>
    public static readonly FaultKind BatchCancelled = new("Batch.Cancelled", FaultClass.NotAvailable, "A run of a batch was cancelled, or the batch ended before its turn.", "Start the batch again: what is done is skipped.");
    /// <summary>A run of a batch that needs more memory than there is.</summary>
    public static readonly FaultKind BatchOutOfMemory = new("Batch.OutOfMemory", FaultClass.NotAvailable, "A run of a batch needs more memory than the process may use.", "Run fewer at once (-ThrottleLimit, --max-workers), raise the limit (DOTNET_GCHeapHardLimit), or ask for less.");
    /// <summary>A run's folder that holds another run.</summary>
    public static readonly FaultKind BatchTargetNotEmpty = new("Batch.TargetNotEmpty", FaultClass.InvalidArgument, "A run's folder holds the result of other settings, data or another engine, and is not written over.", "Replace what has changed (-Resume, --resume), replace all (-Force, --force), or give the batch another name.");
    /// <summary>A batch's folder that cannot be written.</summary>
    public static readonly FaultKind BatchNotWritten = new("Batch.NotWritten", FaultClass.WriteError, "The batch's folder cannot be written.", "Check the output root, its permissions and the free space.");
    /// <summary>A batch that another process runs.</summary>
    public static readonly FaultKind BatchBusy = new("Batch.Busy", FaultClass.WriteError, "Another process runs a batch in the same folder.", "Wait until it has ended, or give the batch another name.");

    /// <summary>A search space that cannot be used.</summary>
    public static readonly FaultKind ArgumentSearchSpace = new("Argument.SearchSpace", FaultClass.InvalidArgument, "A search space cannot be used: a parameter is unknown, fixed twice over, or its range, step or scale makes no sense.", "Write ranges like '5..40', '10..200 step 10', '0.001..1 log', or lists like 'sma, ema'.");
    /// <summary>An option of a sampler or a pruner that cannot be used.</summary>
    public static readonly FaultKind ArgumentStudyOption = new("Argument.StudyOption", FaultClass.InvalidArgument, "A sampler, a pruner or one of their options is unknown or cannot be used.", "docs/studies.md lists them; options are written like tpe(multivariate=true, startup=20).");
    /// <summary>An objective or constraint that cannot be used.</summary>
    public static readonly FaultKind ArgumentObjective = new("Argument.Objective", FaultClass.InvalidArgument, "An objective or a constraint names no figure of a run, or cannot be read.", "Name a figure such as sharpe or max_drawdown; write constraints like 'trades >= 30'.");
    /// <summary>An argument that cannot be used.</summary>
    public static readonly FaultKind ArgumentInvalid = new("Argument.Invalid", FaultClass.InvalidArgument, "An argument cannot be used.", "See the command's help.");
    /// <summary>An output file that cannot be written.</summary>
    public static readonly FaultKind OutputNotWritten = new("Output.NotWritten", FaultClass.WriteError, "A file that was asked for cannot be written.", "Check the path, its permissions and the free space; -Force (--force) replaces files that are there.");
    /// <summary>A thing that there is no report of.</summary>
    public static readonly FaultKind ReportNotAvailable = new("Report.NotAvailable", FaultClass.NotAvailable, "A report was asked for of a thing that it cannot be made of.", "Give runs or a parameter study for a page (Export-RunReport), a run for a risk or transaction-cost report (Export-RiskReport, Export-TcaReport), runs for a comparison (Compare-RunResult).");

    /// <summary>A run whose orders are not known.</summary>
    public static readonly FaultKind ReportNoOrders = new("Report.NoOrders", FaultClass.InvalidData, "Transaction costs are measured from a run's order journal, and this run has none, or one without decision prices.", "Run it again with execution = \"pipeline\" (-Execution Pipeline), and report on that run.");

    /// <summary>All of them, in the order above.</summary>
    public static IReadOnlyList<FaultKind> All { get; } = [.. typeof(FaultCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (FaultKind)field.GetValue(null)!)];
}
