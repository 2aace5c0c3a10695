# Runs side by side, as a user writes it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    $null = New-SampleData -Interval Daily -Count 600
    $path = (Get-ChildItem data/*.csv)[0].FullName
    $runs = 5, 10, 15 | ForEach-Object { Invoke-Backtest $path ma_crossover -FeeBps $_ -Parameter @{ fast_window = $_ } }
    $names = $runs | ForEach-Object { "$($_.RunId)".Substring(0, 8) }
}
AfterAll { Pop-Location }

Describe 'Compare-RunResult' {
    It 'compares the newest runs as the tour types it' {
        $rows = Get-RunResult -Latest 3 | Compare-RunResult
        $fast = $rows | Where-Object Name -eq fast_window
        $fast.Kind | Should -Be Parameter
        $fast.Differs | Should -BeTrue
        $names[2, 1, 0] | ForEach-Object { $fast.$_ } | Should -Be 15, 10, 5
        ($rows | Where-Object Name -eq backtest.fee_bps).($names[0]) | Should -Be 5
        ($rows | Where-Object Name -eq slow_window).Differs | Should -BeFalse
        ($rows | Where-Object Name -eq sharpe).($names[1]) | Should -Be $runs[1].Sharpe
        ($rows | Where-Object Name -eq sharpe_verdict).($names[0]) | Should -Match '^The Sharpe ratio .* 599 common returns\)\.$'
        ($rows | Where-Object Name -eq data_hash).Differs | Should -BeFalse
    }

    It 'shows tables at 80 columns that mark what differs' {
        foreach ($count in 2, 3) {
            $text = Get-RunResult -Latest $count | Compare-RunResult | Out-String -Width 80
            $text | Should -Match '(?m)^fast_window +\* +15 +10'
            $text | Should -Match '(?m)^slow_window +50 +50'
            $text | Should -Match '(?m)^sharpe_verdict .*reference'
            $text | Should -Match '(?m)^sharpe +\* .*★'
            $text | Should -Not -Match '(?m)…\d+\.\d'
            $text -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        }
        # A sixth run makes a list of it.
        ($runs + $runs | Compare-RunResult -ExcludeEqual | Select-Object -First 1 | Out-String) | Should -Match "(?m)^$($names[0]) \(2\) *:"
    }

    It 'takes ids, a reference and leaves out what is equal' {
        $rows = Compare-RunResult $names[0], $names[2] -Reference $names[2] -ExcludeEqual
        $rows | Where-Object { -not $_.Differs -and $_.Kind -ne 'Significance' } | Should -BeNullOrEmpty
        ($rows | Where-Object Name -eq sharpe_difference).($names[2]) | Should -BeNullOrEmpty
        $rows | Export-Csv rows.csv
        ((Get-Content rows.csv)[0] -replace '"') | Should -Be "Kind,Name,Differs,Best,$($names[0]),$($names[2])"
    }

    It 'hands on the comparison with -PassThru' {
        $comparison = $runs | Compare-RunResult -Reference 2 -PassThru
        $comparison | Should -BeOfType PeakTrade.RunComparison
        $comparison.Reference | Should -Be 1
        $comparison.SharpeDifferences.Run | Should -Be 0, 2
        $comparison.SharpeDifferences[0].PValue | Should -BeOfType double
        ($comparison.SharpeDifferences | Out-String -Width 80) | Should -Match '(?m)^ *1 .* 599 +(Chance|Better|Worse)'
    }

    It 'takes runs that are not stored, and those of a batch by their names' {
        $free = 1..2 | ForEach-Object { Invoke-Backtest $path ma_crossover -NoSave } | Compare-RunResult
        ($free | Where-Object Name -eq sharpe_verdict).'run 2' | Should -Match 'are the same'
        $batch = "batch_name: small`ndefaults: { data_path: data, strategy: ma_crossover, symbols: [BTC/EUR], start_date: 2020-01-01, end_date: 2021-01-01 }`nruns: [{ id: one }, { id: two, fee_bps: 3 }]"
        $rows = $batch | Invoke-BatchBacktest | Compare-RunResult
        ($rows | Where-Object Name -eq backtest.fee_bps).two | Should -Be 3
    }

    It 'says what it cannot compare' {
        { $runs[0] | Compare-RunResult } | Should -Throw '*Runs are compared with each other, and there is one.*'
        { $runs | Compare-RunResult -Reference nope } | Should -Throw '*The reference must be one of the 3 runs*'
        $null = $runs + 'text' | Compare-RunResult -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -Match '^Report.NotAvailable'
        # What is said of each is enough.
        42, 'text' | Compare-RunResult -ErrorVariable faults -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $faults.Count | Should -Be 2
    }
}
