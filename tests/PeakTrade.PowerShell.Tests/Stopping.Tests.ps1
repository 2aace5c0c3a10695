# Ctrl+C, Select-Object -First, progress: what a command leaves behind when it ends early or lasts.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    New-SampleData AAA -Interval Daily -Count 200 -Path TestDrive:/data | Out-Null
    $folder = (Get-Item TestDrive:/).FullName
    if (-not ('Slow.Strategy' -as [type])) {
        Add-Type -ReferencedAssemblies ([PeakTrade.IStrategy].Assembly.Location) -TypeDefinition @'
using System; using System.Threading.Tasks; using PeakTrade;
namespace Slow
{
    public class Strategy : IStrategy
    {
        private readonly int _milliseconds;
        public Strategy(int milliseconds) { _milliseconds = milliseconds; }
        public StrategyInfo Info { get; } = new StrategyInfo("slow", "Takes its time", new Parameter[0]);
        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) { Task.Delay(_milliseconds).Wait(); states.Fill(1); }
    }
}
'@
    }

    # A session of its own, as a console is one.
    function New-Session {
        $shell = [powershell]::Create()
        $shell.AddScript("Import-Module '$((Get-Module PeakTrade).ModuleBase)/PeakTrade.psd1'; Set-Location '$folder'").Invoke() | Out-Null
        $shell.Commands.Clear()
        return $shell
    }

    # Begins a script, stops it after a while, and says how long that took and what had come out.
    function Stop-Once([int] $Milliseconds, [string] $Script) {
        $shell = New-Session
        try {
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.AddScript($Script).BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Start-Sleep -Milliseconds $Milliseconds
            $running.IsCompleted | Should -BeFalse
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.EndStop($shell.BeginStop($null, $null))
            $took = $clock.Elapsed.TotalSeconds
            $shell.Commands.Clear()
            $next = $shell.AddScript('Invoke-Backtest data/aaa_1d.csv ma_crossover -NoSave').Invoke()
            return [pscustomobject] @{ Seconds = $took; Output = @($output); Next = @($next); Progress = @($shell.Streams.Progress) }
        }
        finally { $shell.Runspace.Dispose(); $shell.Dispose() }
    }

    # A machine that has other tests to run may take long once, not three times.
    function Stop-After([int] $Milliseconds, [string] $Script) {
        foreach ($try in 1..3) {
            Remove-Item TestDrive:/kept -Recurse -ErrorAction Ignore
            $stopped = Stop-Once $Milliseconds $Script
            if ($stopped.Seconds -lt 1) { break }
        }
        return $stopped
    }
}

Describe 'Stopping' {
    It 'ends a long command within a second, keeps what is finished, and the next command works' {
        $stopped = Stop-After 700 '1..1000000 | ForEach-Object { "data/aaa_1d.csv" } | Invoke-Backtest -Strategy ma_crossover -ResultsRoot kept'
        $stopped.Seconds | Should -BeLessThan 1
        $stopped.Output.Count | Should -BeGreaterThan 1
        $stored = @(Get-RunResult -ResultsRoot TestDrive:/kept)
        $stored.Count - $stopped.Output.Count | Should -BeIn 0, 1
        Get-ChildItem TestDrive:/kept | ForEach-Object { $_.Name | Should -BeIn "$($stored.RunId)".Split() }
        $stopped.Next.Symbol | Should -Be 'aaa_1d'
    }

    It 'ends a script strategy within a second' {
        $stopped = Stop-After 500 'Invoke-Backtest data/aaa_1d.csv -Strategy { while ($true) { } } -ResultsRoot none'
        $stopped.Seconds | Should -BeLessThan 1
        $stopped.Next.Symbol | Should -Be 'aaa_1d'
        Test-Path TestDrive:/none | Should -BeFalse
    }

    It 'leaves a .NET strategy that never returns behind within a second' {
        $stopped = Stop-After 500 'Invoke-Backtest data/aaa_1d.csv -Strategy ([Slow.Strategy]::new(60000)) -ResultsRoot none'
        $stopped.Seconds | Should -BeLessThan 1.2
        $stopped.Next.Symbol | Should -Be 'aaa_1d'
        Test-Path TestDrive:/none | Should -BeFalse
    }

    It 'ends a batch within a second at a run that never would, keeps what is finished, and lets its folder go' {
        Add-Type -OutputAssembly "$folder/endless.dll" -ReferencedAssemblies ([PeakTrade.IStrategy].Assembly.Location) -TypeDefinition @'
using System; using PeakTrade;
public class Endless : IStrategy
{
    public StrategyInfo Info { get; } = new StrategyInfo("endless", "Never returns", new Parameter[0]);
    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) { while (true) { } }
}
'@
        @'
batch_name: stopped
output_root: kept
defaults: { strategy: ma_crossover, data_path: data/aaa_1d.csv, start_date: 2020-01-01, end_date: 2020-12-31 }
runs: [{ id: a }, { id: b }, { id: never, strategy: endless }, { id: c }, { id: d }]
'@ | Set-Content "$folder/endless.yaml"

        $stopped = Stop-After 2000 'Register-Strategy endless.dll | Out-Null; Invoke-BatchBacktest endless.yaml'

        $stopped.Seconds | Should -BeLessThan 1
        $stopped.Output.RunId | Should -Be 'a', 'b'
        $stopped.Next.Symbol | Should -Be 'aaa_1d'
        (Get-ChildItem TestDrive:/kept/stopped/runs -Force).Name | Should -Be 'a', 'b'
        (Import-Csv TestDrive:/kept/stopped/batch_summary.csv).status | Should -Be 'success', 'success', 'failed', 'skipped', 'skipped'
        # In the same session, so the folder was let go although the strategy is still at work.
        Push-Location TestDrive:/
        try { (Get-Content endless.yaml | ForEach-Object { $_ -replace ', strategy: endless' } | Invoke-BatchBacktest).Status | Should -Be 'Skipped', 'Skipped', 'Success', 'Success', 'Success' }
        finally { Pop-Location }
    }

    It 'ends a test for look-ahead within a second' {
        (Stop-After 500 'Test-Strategy { param($Bars) Start-Sleep -Milliseconds 20; @(0) * $Bars.Count }').Seconds | Should -BeLessThan 1
    }

    It 'ends a query within a second, and lets the lake go' -Tag DuckDb {
        'data/aaa_1d.csv' | ForEach-Object { Import-LakeData "TestDrive:/$_" -Lake TestDrive:/data/lake } | Out-Null
        $stopped = Stop-After 700 'Invoke-LakeQuery "SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i), (SELECT count(*) FROM ohlcv)"'
        $stopped.Seconds | Should -BeLessThan 1
        (Import-LakeData TestDrive:/data/aaa_1d.csv -Lake TestDrive:/data/lake).Unchanged | Should -Be 200
    }

    It 'ends the rows of a query as soon as there are enough' -Tag DuckDb {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        (Invoke-LakeQuery 'SELECT i FROM range(1000000000000) r(i)' -Lake TestDrive:/none | Select-Object -First 3).i | Should -Be 0, 1, 2
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'comes from Select-Object as soon as it has enough' {
        $begun = [System.Collections.Generic.List[int]]::new()
        $first = 1..50 | ForEach-Object { $begun.Add($_); 'TestDrive:/data/aaa_1d.csv' } | Invoke-Backtest -Strategy ma_crossover -ResultsRoot TestDrive:/first | Select-Object -First 1
        $first.Symbol | Should -Be 'aaa_1d'
        $begun.Count | Should -Be 1
        @(Get-RunResult -ResultsRoot TestDrive:/first).Count | Should -Be 1
    }
}

Describe 'Progress' {
    BeforeAll {
        function Get-Progress([string] $Script) {
            $shell = New-Session
            try {
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                try { $shell.AddScript($Script).Invoke() | Out-Null } catch { }
                return [pscustomobject] @{ Seconds = $clock.Elapsed.TotalSeconds; Records = @($shell.Streams.Progress | Where-Object Activity -eq 'Invoke-Backtest') }
            }
            finally { $shell.Runspace.Dispose(); $shell.Dispose() }
        }
    }

    It 'is shown four times a second at most, and taken away' {
        $progress = Get-Progress '1..12 | ForEach-Object { "data/aaa_1d.csv" } | Invoke-Backtest -Strategy ([Slow.Strategy]::new(80)) -NoSave'
        $shown = @($progress.Records | Where-Object RecordType -eq 'Processing')
        $shown.Count | Should -BeGreaterThan 0
        $shown.Count | Should -BeLessOrEqual ($progress.Seconds * 4)
        $progress.Records[-1].RecordType | Should -Be 'Completed'
    }

    It 'is shown during one long run' {
        (Get-Progress 'Invoke-Backtest data/aaa_1d.csv -Strategy ([Slow.Strategy]::new(700)) -NoSave').Records.StatusDescription | Should -Contain 'slow on aaa_1d'
    }

    It 'is not shown for what is over at once' {
        (Get-Progress 'Invoke-Backtest data/aaa_1d.csv ma_crossover -NoSave; Invoke-Backtest data/aaa_1d.csv ma_crossover -NoSave').Records | Where-Object { $_.RecordType -eq 'Completed' } | Should -BeNullOrEmpty
    }

    It 'is taken away when the command ends early' -ForEach @(
        @{ Script = '"data/aaa_1d.csv" | Invoke-Backtest -Strategy ([Slow.Strategy]::new(600)) -NoSave | Select-Object -First 1' }
        @{ Script = '"data/aaa_1d.csv", "none.csv" | Invoke-Backtest -Strategy ([Slow.Strategy]::new(600)) -NoSave -ErrorAction Stop' }
    ) {
        (Get-Progress $Script).Records[-1].RecordType | Should -Be 'Completed'
    }
}

Describe 'Verbose' {
    It 'says what is done' {
        $said = Invoke-Backtest TestDrive:/data/aaa_1d.csv ma_crossover -ResultsRoot TestDrive:/said -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -Match 'Running ma_crossover with fast_window=20 slow_window=50 on 200 bars of aaa_1d\..*Stored as '
    }
}
