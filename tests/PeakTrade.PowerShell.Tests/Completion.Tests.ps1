BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData AAA -Interval Daily -Count 200 | Out-Null

    function Complete([string] $Line) { (TabExpansion2 $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText }
}
AfterAll { Pop-Location }

Describe 'Completion' {
    It 'knows strategies, built-in and registered' {
        Complete 'Invoke-Backtest x.csv -Strategy ma' | Should -Be 'ma_crossover'
        Complete 'Test-Strategy rsi' | Should -Be 'rsi_reversion'
        Complete 'Get-Strategy ' | Should -Contain 'breakout_donchian'
        Register-Strategy -Key completed -ScriptBlock { param($Bars) @(1) * $Bars.Count } -Force | Out-Null
        Complete 'Invoke-Backtest x.csv compl' | Should -Be 'completed'
    }

    It 'knows intervals' {
        Complete 'Invoke-Backtest x.csv -Resample 12' | Should -Be '12m', '12h'
        Complete 'Invoke-Backtest x.csv -Resample 1w' | Should -Be '1w'
    }

    It 'gives the defaults of the strategy on the line' {
        Complete 'Invoke-Backtest x.csv -Strategy ma_crossover -Parameter ' | Should -Be '@{ fast_window = 20; slow_window = 50 }'
        Complete 'Test-Strategy rsi_reversion -Parameter ' | Should -Be '@{ window = 14; lower = 30; upper = 70; use_trend_filter = $false; trend_window = 200 }'
    }

    It 'knows run ids, newest first, of the store that is named' {
        $runs = 1..3 | ForEach-Object { Invoke-Backtest data/aaa_1d.csv ma_crossover -ResultsRoot store; Start-Sleep -Milliseconds 20 }
        Complete 'Get-RunResult -ResultsRoot store -RunId ' | Should -Be "$($runs[2].RunId)", "$($runs[1].RunId)", "$($runs[0].RunId)"
        Complete "Get-RunResult -ResultsRoot store $("$($runs[1].RunId)".Substring(0, 8))" | Should -Contain "$($runs[1].RunId)"
    }

    It 'knows files' {
        Complete 'Invoke-Backtest data/a' | Should -BeLike '*aaa_1d.csv'
        Complete 'Invoke-Backtest -Config data/a' | Should -BeLike '*aaa_1d.csv'
    }

    It 'is quiet where there is no store, or a broken one' {
        Set-Content file 'x'
        $Error.Clear()
        foreach ($line in 'Get-RunResult -ResultsRoot none -RunId 1', 'Get-RunResult -ResultsRoot file -RunId 1', 'Get-RunResult -ResultsRoot nodrive:/x -RunId 1', 'Invoke-Backtest x.csv -Strategy nope -Parameter ', 'Invoke-Backtest x.csv -Strategy { 1 } -Parameter ') {
            { Complete $line } | Should -Not -Throw
        }
        Push-Location Env:
        try { { Complete 'Get-RunResult -RunId 1' } | Should -Not -Throw } finally { Pop-Location }
        $Error.Count | Should -Be 0
    }

    It 'takes under 50 ms when warm' {
        foreach ($line in 'Invoke-Backtest x.csv -Strategy ma', 'Invoke-Backtest x.csv -Strategy ma_crossover -Parameter ', 'Get-RunResult -RunId ') {
            Complete $line | Out-Null
            $best = 1..5 | ForEach-Object { (Measure-Command { Complete $line }).TotalMilliseconds } | Measure-Object -Minimum
            $best.Minimum | Should -BeLessThan 50 -Because $line
        }
    }
}
