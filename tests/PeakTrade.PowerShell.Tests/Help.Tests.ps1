# The help, and that every line of code in it and in the pages runs.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $root = $folder
    $manifest = Join-Path (Get-Module PeakTrade).ModuleBase PeakTrade.psd1

    # What examples expect to find where they are run.
    function Push-Playground([string] $Name) {
        Push-Location (New-Item "TestDrive:/$Name" -ItemType Directory)
        New-SampleData BTC/EUR, ETH/EUR -Count 600 | Out-Null
        '[strategy]', 'key = "ma_crossover"', '[data]', 'path = "data/btc_eur_1d.csv"' | Set-Content config.toml
        'Path,Symbol', 'data/btc_eur_1d.csv,BTC/EUR', 'data/eth_eur_1d.csv,ETH/EUR' | Set-Content universe.csv
        'batch_name: demo', 'defaults: { strategy: ma_crossover, data_path: data/btc_eur_1d.csv, start_date: 2020-01-01, end_date: 2021-06-30 }', 'runs: [{ id: usual }, { id: slow, parameters: { fast_window: 30, slow_window: 90 } }]' | Set-Content batch.yaml
        'name: trend', 'factors: [{ name: momentum_3_1, weight: 1 }]', 'options: { long_quantile: 0.5, short_quantile: 0.5 }' | Set-Content bundle.yaml
    }
    $source = @'
using System; using PeakTrade;
public class MyStrategy : IStrategy
{
    public StrategyInfo Info { get; } = new StrategyInfo("KEY", "Always long", new Parameter[0]);
    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) { states.Fill(1); }
}
'@
    $tracker = @'
using System; using System.Collections.Generic; using PeakTrade;
public class MyTracker : ITracker, ITrackedRun
{
    public string RunId { get { return "mine"; } }
    public ITrackedRun StartRun(TrackedRunStart start) { return this; }
    public void LogParams(IReadOnlyDictionary<string, object> values) { }
    public void LogMetrics(IReadOnlyDictionary<string, double> values, long step) { }
    public void LogMetric(string name, IReadOnlyList<MetricPoint> points) { }
    public void SetTags(IReadOnlyDictionary<string, string> tags) { }
    public void LogText(string file, string text) { }
    public void LogJson(string file, object value) { }
    public void LogFigure(string file, ReadOnlyMemory<byte> picture) { }
    public void LogArtifact(string path, string folder) { }
    public void End(TrackedRunStatus status) { }
    public void Dispose() { }
}
'@
}

Describe 'Help' {
    It 'answers for every cmdlet, with text for each parameter, outputs and examples' {
        foreach ($name in (Get-Module PeakTrade).ExportedCmdlets.Keys) {
            $help = Get-Help $name -Full
            $help.Synopsis | Should -Not -Match "^\s*$name" -Because $name
            $help.description.Text | Should -Not -BeNullOrEmpty -Because $name
            $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty -Because $name
            $help.examples.example.Count | Should -BeGreaterThan 0 -Because $name
            foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty -Because "$name -$($parameter.name)" }
            $declared = (Get-Command $name).ParameterSets.Parameters.Name | Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters -and $_ -notin [System.Management.Automation.Cmdlet]::OptionalCommonParameters } | Sort-Object -Unique
            $help.parameters.parameter.name | Where-Object { $_ -notin 'WhatIf', 'Confirm' } | Sort-Object -Unique | Should -Be $declared -Because $name
            $help | Out-String | Should -Match 'EXAMPLE'
        }
    }

    It 'has its topics and its pages under every locale' {
        foreach ($locale in 'C', 'en_US.UTF-8', 'de_DE.UTF-8') {
            $before = $env:LC_ALL
            $env:LC_ALL = $locale
            try {
                $said = pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'; (Get-Help about_PeakTrade_Strategies) -match 'SCRIPT BLOCKS'; (Get-Help about_PeakTrade*).Count; (Get-Help Invoke-Backtest).Synopsis"
            }
            finally { $env:LC_ALL = $before }
            $said -join '|' | Should -Be 'True|2|Runs a strategy over the bars of one or many instruments.' -Because $locale
        }
    }

    It 'has examples that run' -Tag DuckDb {
        Push-Playground examples
        try {
            New-Item bin -ItemType Directory | Out-Null
            $abstractions = [PeakTrade.IStrategy].Assembly.Location
            Add-Type -TypeDefinition $source.Replace('MyStrategy', 'Packed').Replace('KEY', "packed_$PID") -ReferencedAssemblies $abstractions -OutputAssembly (Join-Path $PWD bin/MyStrategies.dll)
            $source.Replace('KEY', "mine_$PID") | Set-Content MyStrategy.cs
            $tracker | Set-Content MyTracker.cs
            $run, $other = @(Invoke-Backtest -Config config.toml; Invoke-Backtest -Config config.toml -FeeBps 5)
            Start-ParameterStudy data/btc_eur_1d.csv ma_crossover 10 -Name nightly -Pruner median -NoOutput | Out-Null
            foreach ($name in (Get-Module PeakTrade).ExportedCmdlets.Keys) {
                foreach ($example in (Get-Help $name).examples.example) {
                    $code = $example.code.Replace('3f1c9a7e', "$($run.RunId)".Substring(0, 8)).Replace('8aa2e1b0', "$($other.RunId)".Substring(0, 8))
                    if ($code -match 'New-SampleData') { Remove-Item data -Recurse -Force; $again = $true } else { $again = $false }
                    if ($code -match '-Key always_long' -and (Get-Strategy always_lon*)) { $code += ' -Force' }
                    { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; `$ConfirmPreference = 'None'; $code")) | Out-String } | Should -Not -Throw -Because $code
                    if ($again) { New-SampleData BTC/EUR, ETH/EUR -Count 600 -Force | Out-Null }
                }
            }
        }
        finally { Pop-Location }
    }
}

Describe 'The pages that show PowerShell' {
    BeforeDiscovery {
        $pages = @(@{ Page = 'README.md' }, @{ Page = 'docs/powershell.md' }, @{ Page = 'docs/studies.md' }, @{ Page = 'docs/walkforward.md' }, @{ Page = 'docs/portfolios.md' },
            @{ Page = 'docs/batch-files.md' }, @{ Page = 'docs/risk-report.md' }, @{ Page = 'docs/run-report.md' }, @{ Page = 'docs/tca-report.md' }, @{ Page = 'docs/profiling.md' },
            @{ Page = 'docs/receipts.md' }, @{ Page = 'docs/comparing.md' }, @{ Page = 'docs/retention.md' }, @{ Page = 'docs/tracking.md' })
    }

    It 'have code that runs from top to bottom' -Tag DuckDb -ForEach $pages {
        $text = Get-Content $root/$Page -Raw
        $blocks = [regex]::Matches($text, '(?s)```powershell\n(.*?)```').ForEach({ $_.Groups[1].Value })
        $blocks.Count | Should -BeGreaterOrEqual 1
        Push-Location (New-Item "TestDrive:/$($Page.Replace('/', '_'))" -ItemType Directory)
        try {
            # What the reader of the README has by then: a configuration, and a table of files.
            Copy-Item $root/examples/config.toml .
            'Path,Symbol', 'data/btc_eur_1d.csv,BTC/EUR' | Set-Content universe.csv
            if (($blocks -join "`n") -notmatch 'New-SampleData') { New-SampleData BTC/EUR, ETH/EUR -Count 600 | Out-Null }
            $code = ($blocks -join "`n").Replace('Import-Module ./PeakTrade.psd1', '').Replace('./build.ps1', '')
            $script = [scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$code")
            { & $script | Out-String } | Should -Not -Throw
        }
        finally { Pop-Location }
    }
}
