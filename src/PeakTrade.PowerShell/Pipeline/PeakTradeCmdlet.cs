using System.Collections.ObjectModel;
using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>What every cmdlet of the module shares: stopping, the pump to the pipeline thread, paths and errors.</summary>
public abstract class PeakTradeCmdlet : PSCmdlet, IDisposable
{
    private const string FileSystem = "FileSystem";

    private readonly CancellationTokenSource _stop = new();
    private readonly ProgressLine _progress;

    /// <summary>A cmdlet that has not begun.</summary>
    protected PeakTradeCmdlet() => _progress = new ProgressLine(this);

    /// <summary>The operations, one set for the session, so that a registered strategy is known to the next command.</summary>
    internal static Workbench Workbench { get; } = new();

    /// <summary>The folder that the user stands in; PowerShell's location is not the process's directory.</summary>
    protected string Here => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>Whether the command is only to say what it would do.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given is SwitchParameter { IsPresent: true } : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether a path was named that is none, which an error has said.</summary>
    private protected bool Missed { get; private set; }

    /// <summary>Cancelled when the command is stopped.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        // A command that was stopped has no end of its own.
        Workbench.Flush(warn: null);
        _stop.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _progress.Complete();
        Workbench.Flush(WriteWarning);
    }

    /// <summary>Calls an operation away from the pipeline thread and writes what it returns.</summary>
    private protected void Write<T>(Func<IListener, CancellationToken, T> operation, object? target) =>
        Stream<T>((listener, cancel) => [operation(listener, cancel)], target);

    /// <summary>Calls an operation away from the pipeline thread and writes each result as it comes.</summary>
    private protected void Stream<T>(Func<IListener, CancellationToken, IEnumerable<T>> operation, object? target)
    {
        try
        {
            Pump(operation, target);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, target);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch
        {
            // Select-Object -First and the like end the command here, and EndProcessing is not called then.
            _progress.Complete();
            throw;
        }
    }

    /// <summary>A bad configuration ends the command, a bad item only itself.</summary>
    private protected void WriteFault(PeakTradeException fault, object? target)
    {
        // Either of the two may be the last that the command is let do.
        _progress.Complete();
        Workbench.Tell(fault);
        var record = Errors.Record(fault, target);
        if (fault.Kind.EndsCommand) ThrowTerminatingError(record);
        WriteError(record);
    }

    /// <summary>The path of a file or folder, which need not be there; relative ones start where the user stands.</summary>
    private protected string FilePath(string path)
    {
        string why;
        try
        {
            var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name == FileSystem) return resolved;
            why = $"it lies in {provider.Name}, and files lie in {FileSystem}.";
        }
        catch (Exception fault) when (fault is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException)
        {
            why = fault.Message;
        }

        var end = FaultCatalogue.ArgumentInvalid.Because($"\"{path}\" is no path of a file: {why}", "Name a file or folder, or go to one with Set-Location.", target: path);
        WriteFault(end, path);
        throw end;
    }

    /// <summary>The files that a path with wildcards stands for; where there is none, this error is written.</summary>
    private protected IEnumerable<string> Resolve(string[] paths, bool literal, FaultKind missing)
    {
        foreach (var path in paths)
        {
            foreach (var file in Resolve(path, literal, missing)) yield return file;
        }
    }

    private Collection<string> Resolve(string path, bool literal, FaultKind missing)
    {
        try
        {
            if (path.Length > 0 && (literal || !WildcardPattern.ContainsWildcardCharacters(path) || InvokeProvider.Item.Exists(path, force: false, literalPath: true)))
            {
                var one = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
                if (provider.Name == FileSystem) return [one];
            }
            else if (path.Length > 0 && GetResolvedProviderPathFromPSPath(path, out var provider) is { Count: > 0 } files && provider.Name == FileSystem)
            {
                return files;
            }

            Missed = true;
            WriteFault(missing.Because($"\"{path}\" names no file.", target: path), path);
        }
        catch (Exception fault) when (fault is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSNotSupportedException or PSArgumentException)
        {
            Missed = true;
            WriteFault(missing.Because($"\"{path}\" names no file: {fault.Message}", target: path, inner: fault), path);
        }

        return [];
    }

    private void Pump<T>(Func<IListener, CancellationToken, IEnumerable<T>> operation, object? target) =>
        PipelinePump.Run(
            pump =>
            {
                foreach (var result in operation(Workbench.Hear(new PipelineListener(this, pump, _progress)), _stop.Token)) pump.Post(() => WriteResult(result, target));
            },
            meanwhile: _progress.Show,
            _stop);

    // As Get-Item gives it: without its PS properties a table has nothing to show of a file, not even its folder.
    private object Listed(FileInfo file)
    {
        try
        {
            return InvokeProvider.Item.Get([$"Microsoft.PowerShell.Core\\FileSystem::{file.FullName}"], force: true, literalPath: true) is [var listed] ? listed : file;
        }
        catch (Exception gone) when (gone is ItemNotFoundException or ProviderInvocationException)
        {
            return file;
        }
    }

    private void WriteResult<T>(T result, object? target)
    {
        switch (result)
        {
            case IOutcome { Error: { } fault }: WriteFault(fault, target); break;
            case IOutcome made: WriteObject(made.Result is BacktestResult { Portfolio: not null } portfolio ? PortfolioView.Of(portfolio) : made.Result); break;
            case BatchRunResult { Error: not null } run:
                WriteObject(run);
                // A run that was not begun has not failed; the summary tells of it.
                if (run.Status == BatchRunStatus.Failed) WriteError(Errors.Record(run));
                break;
            case FileInfo { Exists: true } file: WriteObject(Listed(file)); break;
            default: WriteObject(result); break;
        }
    }
}
