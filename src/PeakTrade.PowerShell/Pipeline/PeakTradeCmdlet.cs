using System.Collections.ObjectModel;
using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>What every cmdlet of the module shares: stopping, the pump to the pipeline thread, paths and errors.</summary>
public abstract class PeakTradeCmdlet : PSCmdlet, IDisposable
{
    internal const int ProgressId = 7311;

    private readonly CancellationTokenSource _stop = new();
    private bool _progressShown;

    /// <summary>The operations, one set for the session, so that a registered strategy is known to the next command.</summary>
    internal static Workbench Workbench { get; } = new();

    /// <summary>The folder that the user stands in; PowerShell's location is not the process's directory.</summary>
    protected string Here => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal void ShowProgress(ProgressRecord record)
    {
        WriteProgress(record);
        _progressShown = true;
    }

    /// <summary>Gives back what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stop.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_progressShown) WriteProgress(new ProgressRecord(ProgressId, MyInvocation.MyCommand.Name, "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Calls an operation away from the pipeline thread and writes what it returns.</summary>
    private protected void Write<T>(Func<IListener, CancellationToken, T> operation, object? target) =>
        Stream<T>((listener, cancel) => [operation(listener, cancel)], target);

    /// <summary>Calls an operation away from the pipeline thread and writes each result as it comes.</summary>
    private protected void Stream<T>(Func<IListener, CancellationToken, IEnumerable<T>> operation, object? target)
    {
        try
        {
            PipelinePump.Run(pump =>
            {
                foreach (var result in operation(new PipelineListener(this, pump), _stop.Token)) pump.Post(() => WriteResult(result, target));
            }, _stop);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, target);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>A bad configuration ends the command, a bad item only itself.</summary>
    private protected void WriteFault(PeakTradeException fault, object? target)
    {
        var record = Errors.Record(fault, target);
        if (fault.Kind.EndsCommand) ThrowTerminatingError(record);
        WriteError(record);
    }

    /// <summary>The files that a path with wildcards stands for; where there is none, the error is written.</summary>
    private protected IEnumerable<string> Resolve(string[] paths, bool literal)
    {
        foreach (var path in paths)
        {
            foreach (var file in Resolve(path, literal)) yield return file;
        }
    }

    private Collection<string> Resolve(string path, bool literal)
    {
        try
        {
            if (literal || !WildcardPattern.ContainsWildcardCharacters(path)) return [GetUnresolvedProviderPathFromPSPath(path)];
            return GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (Exception fault) when (fault is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSNotSupportedException)
        {
            WriteFault(FaultCatalogue.DataMissing.Because($"{path}: no such file.", target: path, inner: fault), path);
            return [];
        }
    }

    private void WriteResult<T>(T result, object? target)
    {
        if (result is FoundRun { Error: { } fault }) WriteFault(fault, target);
        else WriteObject(result is FoundRun found ? found.Result : result);
    }
}
