# Tracking: MLflow's file store, trackers of the user's own, and what waits to be delivered.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $root = $folder
    Push-Location TestDrive:/
    New-SampleData AAA, BBB, CCC -Interval Daily -Count 200 | Out-Null
    $references = [PeakTrade.ITracker].Assembly.Location, 'System.Runtime', 'System.Collections'
    if (-not ('Hearing.Tracker' -as [type])) {
        Add-Type -ReferencedAssemblies $references -TypeDefinition @'
using System; using System.Collections.Generic; using PeakTrade;
namespace Hearing
{
    public class Tracker : ITracker
    {
        public static readonly List<string> Heard = new List<string>();
        public ITrackedRun StartRun(TrackedRunStart start) { Heard.Add("start " + start.Name); return new Run(); }
        public void Dispose() { Heard.Add("closed"); }
    }
    public class Run : ITrackedRun
    {
        public string RunId { get; } = Guid.NewGuid().ToString("N");
        public void LogParams(IReadOnlyDictionary<string, object> values) { Tracker.Heard.Add("param fast_window=" + values["fast_window"]); }
        public void LogMetrics(IReadOnlyDictionary<string, double> values, long step = 0) { Tracker.Heard.Add("metric trades=" + values["trades"]); }
        public void LogMetric(string name, IReadOnlyList<MetricPoint> points) { Tracker.Heard.Add("way " + name); }
        public void SetTags(IReadOnlyDictionary<string, string> tags) { }
        public void LogText(string file, string text) { Tracker.Heard.Add("file " + file); }
        public void LogJson(string file, object value) { Tracker.Heard.Add("file " + file); }
        public void LogFigure(string file, ReadOnlyMemory<byte> picture) { Tracker.Heard.Add("picture " + System.IO.Path.GetFileNameWithoutExtension(file)); }
        public void LogArtifact(string path, string folder = null) { Tracker.Heard.Add("file " + System.IO.Path.GetFileName(path)); }
        public void End(TrackedRunStatus status = TrackedRunStatus.Finished) { Tracker.Heard.Add("end " + status); }
        public void Dispose() { }
    }
    public class Broken : ITracker
    {
        public ITrackedRun StartRun(TrackedRunStart start) { throw new InvalidOperationException("out of order"); }
        public void Dispose() { }
    }
}
'@
    }

    # The runs of a file store, as plainly as its layout allows.
    function Get-Told([string] $Store) {
        foreach ($run in Get-ChildItem $Store -Directory -Exclude .trash, 0 | Get-ChildItem -Directory | Where-Object { Test-Path "$_/meta.yaml" }) {
            $tags = @{}
            foreach ($tag in Get-ChildItem "$run/tags" -File) { $tags[$tag.Name] = Get-Content $tag -Raw }
            [pscustomobject] @{
                Status = [int] ((Get-Content "$run/meta.yaml") -match '^status: ' -replace 'status: ')[0]
                Experiment = ((Get-Content "$($run.Parent)/meta.yaml") -match '^name: ' -replace 'name: ')[0]
                Tags = $tags
                Folder = $run.FullName
            }
        }
    }
}
AfterAll { Pop-Location }

Describe 'Tracking' {
    It 'tells MLflow of each run of a pipeline over three files' {
        $runs = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -TrackingUri file:./pipeline -ExperimentName crossovers -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        $told = Get-Told pipeline
        $told | Should -HaveCount 3
        $told.Experiment | Select-Object -Unique | Should -Be crossovers
        $told.Status | Select-Object -Unique | Should -Be 3
        $told.Tags.'peaktrade.run_id' | Sort-Object | Should -Be ($runs.RunId | ForEach-Object { "$_" } | Sort-Object)
        $told | ForEach-Object { Join-Path $_.Folder artifacts/stats.json } | Should -Exist
        Get-TrackedRun | Should -BeNullOrEmpty
    }

    It 'tells of the one run that a pipeline asks for' {
        $run = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -TrackingUri file:./first | Select-Object -First 1
        # Nobody waited for the delivery: the next command brings what is still on its way.
        Invoke-Backtest data/aaa_1d.csv -Strategy rsi_reversion -NoSave -TrackingUri file:./first | Out-Null
        $told = @(Get-Told first | Where-Object { $_.Tags.'peaktrade.run_id' -eq "$($run.RunId)" })
        $told | Should -HaveCount 1
    }

    It 'takes where to and the tags from a configuration' {
        $page = Get-Content $root/docs/tracking.md -Raw
        [regex]::Matches($page, '(?s)```toml\n(.*?)```')[0].Groups[1].Value.Replace('http://localhost:5000', 'file:./configured') | Set-Content tracked.toml
        Invoke-Backtest data/aaa_1d.csv -Strategy ma_crossover -NoSave -Config tracked.toml | Out-Null
        $told = @(Get-Told configured)
        $told | Should -HaveCount 1
        $told[0].Experiment | Should -Be peak_trade
        $told[0].Tags.project, $told[0].Tags.layer | Should -Be Peak_Trade, strategy_vnext
    }

    It 'lets runspaces side by side share a store' {
        $module, $here = (Get-Module PeakTrade).ModuleBase, (Get-Item TestDrive:/).FullName
        $errors = 5..10 | ForEach-Object -Parallel {
            Import-Module "$using:module/PeakTrade.psd1"
            Set-Location $using:here
            $warned = @()
            Invoke-Backtest data/aaa_1d.csv -Strategy ma_crossover -Parameter @{ fast_window = $_ } -TrackingUri file:./beside -NoSave -WarningVariable warned 3> $null | Out-Null
            $warned
        } -ThrottleLimit 3
        $errors | Should -BeNullOrEmpty
        $told = Get-Told beside
        $told | ForEach-Object { Get-Content (Join-Path $_.Folder params/fast_window) } | ForEach-Object { [int] $_ } | Sort-Object | Should -Be (5..10)
    }

    It 'shows a study with its trials, and a batch with its runs' {
        Start-ParameterStudy data/aaa_1d.csv ma_crossover -TrialCount 6 -Seed 1 -NoOutput -TrackingUri file:./families | Out-Null
        $batch = 'batch_name: two', 'defaults: { strategy: ma_crossover, data_path: data/aaa_1d.csv, start_date: 2020-01-01, end_date: 2020-12-31 }', 'runs: [{ id: a }, { id: b }, { id: bad, strategy: none_of_that_name }]'
        $batch | Invoke-BatchBacktest -Parallel -TrackingUri file:./families -ErrorAction SilentlyContinue | Out-Null
        $told = Get-Told families
        ($told.Tags.'peaktrade.kind' | Group-Object | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', ' | Should -Be '3 backtest, 1 batch, 1 study, 6 trial'
        $parent = Split-Path -Leaf ($told | Where-Object { $_.Tags.'peaktrade.kind' -eq 'batch' }).Folder
        ($told | Where-Object { $_.Tags.'peaktrade.kind' -eq 'backtest' }).Tags.'mlflow.parentRunId' | Select-Object -Unique | Should -Be $parent
        ($told | Where-Object { $_.Tags.'mlflow.runName' -eq 'bad' }).Status | Should -Be 4
    }

    It 'ends within a second of Ctrl+C, whatever the server does' {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start() # It takes calls and never answers.
        $shell = [powershell]::Create()
        try {
            $shell.AddScript("Import-Module '$((Get-Module PeakTrade).ModuleBase)/PeakTrade.psd1'; Set-Location '$((Get-Item TestDrive:/).FullName)'").Invoke() | Out-Null
            $shell.Commands.Clear()
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $call = "1..2000 | ForEach-Object { 'data/aaa_1d.csv' } | Invoke-Backtest -Strategy ma_crossover -NoSave -TrackingUri http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $running = $shell.AddScript($call).BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            while ($output.Count -lt 3 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $running.IsCompleted | Should -BeFalse
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.EndStop($shell.BeginStop($null, $null))
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 3 # One, on a machine that has nothing else to do.
        }
        finally { $shell.Runspace.Dispose(); $shell.Dispose(); $listener.Stop() }
    }
}

Describe 'Register-Tracker' {
    It 'has a class hear start, parameters, figures, files and end' {
        (Register-Tracker hearing ([Hearing.Tracker]) -Force).Name | Should -Be hearing
        [Hearing.Tracker]::Heard.Clear()
        $run = Invoke-Backtest data/aaa_1d.csv -Strategy ma_crossover -Parameter @{ fast_window = 7 } -Setting @{ 'tracking.enabled' = $true; 'tracking.backend' = 'hearing' } -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        [Hearing.Tracker]::Heard | Should -Be 'start ma_crossover aaa_1d', 'param fast_window=7', "metric trades=$($run.Trades)", 'way equity', 'way drawdown', 'file config_snapshot.toml', 'file config_snapshot.json', 'file stats.json', 'file run.json', 'picture equity_curve', 'file reports/backtest_report.txt', 'file reports/trades_summary.json', 'end Finished', 'closed'
    }

    It 'warns once of one that throws, and the runs stand' {
        Register-Tracker broken ([Hearing.Broken]) -Force | Out-Null
        $runs = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -Setting @{ 'tracking.enabled' = $true; 'tracking.backend' = 'broken' } -WarningVariable warned 3> $null
        $runs | Should -HaveCount 3
        $warned | Should -HaveCount 1
        "$warned" | Should -Match 'The tracker broken failed in StartRun \(InvalidOperationException: out of order\)'
        { Invoke-Backtest data/aaa_1d.csv -Strategy ma_crossover -Setting @{ 'tracking.enabled' = $true; 'tracking.backend' = 'broken'; 'tracking.strict' = $true } -ErrorAction Stop } | Should -Throw '*out of order*'
    }

    It 'refuses a class that is no tracker, and a name that is taken' {
        { Register-Tracker text ([string]) -ErrorAction Stop } | Should -Throw '*ITracker*'
        { Register-Tracker mlflow ([Hearing.Tracker]) -ErrorAction Stop } | Should -Throw '*built in*'
    }

    It 'is not needed for the tracker of the page, compiled and named by its DLL' {
        $page = Get-Content $root/docs/tracking.md -Raw
        New-Item trackers -ItemType Directory -Force | Out-Null
        $source = [regex]::Match($page, '(?s)```csharp\n(.*?)```').Groups[1].Value
        Add-Type -TypeDefinition $source -ReferencedAssemblies $references -OutputAssembly (Join-Path (Get-Item TestDrive:/).FullName trackers/CsvTracker.dll)
        $told = Join-Path (Get-Item TestDrive:/).FullName told
        [regex]::Matches($page, '(?s)```toml\n(.*?)```')[1].Groups[1].Value.Replace('"told"', "'$told'") | Set-Content own.toml
        $run = Invoke-Backtest data/aaa_1d.csv -Strategy ma_crossover -Config own.toml -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        $lines = Import-Csv (Get-ChildItem $told/*.csv) -Header Run, Figure, Value
        [double] ($lines | Where-Object Figure -eq final_equity).Value | Should -Be $run.FinalEquity
        ($lines | Where-Object Figure -eq equity).Count | Should -BeGreaterThan 100
    }
}

Describe 'Get-TrackedRun and Send-TrackedRun' {
    It 'show and deliver what waits' {
        'in the way' | Set-Content blocked
        $runs = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -ResultsRoot later -TrackingUri file:./blocked -WarningVariable warned 3> $null
        $runs | Should -HaveCount 3
        $warned | Should -HaveCount 1
        "$warned" | Should -Match '^The MLflow store file:.*blocked cannot be written: .*; tracked runs wait in .*\.outbox for the next tracked command, or for Send-TrackedRun \(peaktrade tracking send\)\.$'
        (Get-TrackedRun -ResultsRoot later).Name | Should -Be 'ma_crossover aaa_1d', 'ma_crossover bbb_1d', 'ma_crossover ccc_1d'
        Send-TrackedRun -ResultsRoot later -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^Tracking.Failed'

        Remove-Item blocked
        (Send-TrackedRun -ResultsRoot later -WhatIf).Name | Should -HaveCount 3
        Get-TrackedRun -ResultsRoot later | Should -HaveCount 3
        $sent = Send-TrackedRun -ResultsRoot later
        $sent | Should -HaveCount 3
        $sent.Entries | Select-Object -Unique | Should -Be 0
        Get-TrackedRun -ResultsRoot later | Should -BeNullOrEmpty
        Get-Told blocked | Should -HaveCount 3
    }

    It 'keep a run that was refused aside until it is tried again' {
        Invoke-Backtest data/aaa_1d.csv -Strategy ma_crossover -NoSave -ResultsRoot aside -TrackingUri file:./deleted | Out-Null
        $experiment = Get-ChildItem deleted -Directory -Exclude .trash, 0
        Move-Item $experiment deleted/.trash # As mlflow experiments delete does.
        Invoke-Backtest data/bbb_1d.csv -Strategy ma_crossover -NoSave -ResultsRoot aside -TrackingUri file:./deleted -WarningVariable warned 3> $null | Should -Not -BeNullOrEmpty
        $warned | Should -HaveCount 1
        $waiting = Get-TrackedRun -ResultsRoot aside
        $waiting.Refusal | Should -Match 'deleted'
        Move-Item deleted/.trash/* deleted
        Send-TrackedRun -ResultsRoot aside | Should -BeNullOrEmpty
        (Send-TrackedRun -ResultsRoot aside -RetryRefused -WhatIf).Name | Should -Be 'ma_crossover bbb_1d'
        (Send-TrackedRun -ResultsRoot aside -RetryRefused).Name | Should -Be 'ma_crossover bbb_1d'
        Get-Told deleted | Should -HaveCount 2
    }
}
