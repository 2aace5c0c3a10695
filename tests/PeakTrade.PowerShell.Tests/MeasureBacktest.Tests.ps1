# Where the time of a backtest goes.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData BTC/EUR, ETH/EUR -Interval Daily -Count 400 | Out-Null
    function Stage($Run, $Name) { $Run.Stages | Where-Object Stage -eq $Name }
}
AfterAll { Pop-Location }

Describe 'Measure-Backtest' {
    It 'gives the stages of a run, which add up to it' {
        $run = Measure-Backtest data/btc_eur_1d.csv ma_crossover
        $run | Should -BeOfType PeakTrade.RunProfile
        $run.Stages.Stage -join ' ' | Should -Be 'Load Indicators Signals Simulation Metrics Write Other'
        ($run.Stages | Measure-Object Seconds -Sum).Sum | Should -BeGreaterThan (0.999 * $run.Seconds)
        ($run.Stages | Measure-Object Share -Sum).Sum | Should -BeGreaterThan 0.999
        (Stage $run Write).Calls | Should -Be 0
        Test-Path results | Should -BeFalse
    }

    It 'takes files from the pipeline and measures each' {
        $runs = Get-ChildItem data/*.csv | Measure-Backtest -Strategy rsi_reversion -Repeat 2
        $runs.Count | Should -Be 2
        $runs.Repeats | Should -Be 2, 2
    }

    It 'counts the time of a script block as signals, and the indicators that it calls as indicators' {
        $run = Measure-Backtest data/btc_eur_1d.csv { param($Bars, $Parameters) $mean = [PeakTrade.Engine.Sma]::Values($Bars.Close, 20); 0..($Bars.Count - 1) | ForEach-Object { [int]($_ -ge 20 -and $mean[$_] -gt $mean[$_ - 1]) } }
        (Stage $run Indicators).Calls | Should -Be 1
        (Stage $run Signals).Seconds | Should -BeGreaterThan (Stage $run Indicators).Seconds
    }

    It 'stores runs when it is asked to' {
        $run = Measure-Backtest data/btc_eur_1d.csv ma_crossover -Save -ResultsRoot kept
        (Stage $run Write).Calls | Should -Be 1
        @(Get-RunResult -ResultsRoot kept).Count | Should -Be 1
    }

    It 'shows a run as its stages, and runs as a table of shares' {
        $run = Measure-Backtest data/btc_eur_1d.csv ma_crossover
        $text = ($run | Out-String -Width 80) -split "`r?`n" | Where-Object { $_ }
        $text[0] | Should -Match 'ma_crossover, 400 bars: \d+\.\d{6} s, \d+\.\d\d MB allocated'
        $text[1] | Should -Match 'Stage +Seconds +Share +Allocated \(MB\) +Calls'
        $text[2] | Should -Match '^ +Load +\d+\.\d{6} +\d+\.\d % +\d+\.\d\d +\d+'
        $text.Count | Should -Be 9
        $text | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        ((Measure-Backtest data/btc_eur_1d.csv ma_crossover -Repeat 3 | Out-String -Width 80) -split "`r?`n" | Where-Object { $_ })[1] | Should -Match '^the run in the middle of 3; the fastest took \d+\.\d{6} s$'
        ($run | Format-Table | Out-String -Width 100) | Should -Match 'Run +Seconds +Load +Indicators +Signals +Simulation +Metrics +Write'
    }
}
