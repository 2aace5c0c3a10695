# Stored runs looked at and done again, as a user asks for it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData BTC/EUR -Interval Daily -Count 300 | Out-Null
    $file = (Resolve-Path data/btc_eur_1d.csv).ProviderPath
    $runs = 10, 20 | ForEach-Object { Invoke-Backtest data/btc_eur_1d.csv ma_crossover -Parameter @{ fast_window = $_; slow_window = 40 } }
    function ErrorOf([scriptblock] $Command) { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 }
    # Does something to a copy of a run in a store of its own.
    function Copied([scriptblock] $Change) {
        Remove-Item other -Recurse -ErrorAction Ignore
        New-Item other -ItemType Directory | Out-Null
        Copy-Item $runs[0].RunPath other -Recurse
        Push-Location (Join-Path other "$($runs[0].RunId)")
        try { & $Change | Out-Null } finally { Pop-Location }
    }
}
AfterAll { Pop-Location }

Describe 'Test-RunResult' {
    It 'checks the whole store, newest first, where no run is named' {
        $checks = Test-RunResult
        $checks | Should -BeOfType PeakTrade.RunCheck
        $checks.RunId | Should -Be $runs[1].RunId, $runs[0].RunId
        $checks.Status | Should -Be Intact, Intact
        $checks.IsIntact | Should -Be $true, $true
        (Test-RunResult -Latest 1).RunId | Should -Be $runs[1].RunId
    }

    It 'takes runs, ids, folders and checks from the pipeline' {
        ($runs | Test-RunResult).RunId | Should -Be $runs.RunId
        (Get-RunResult | Test-RunResult).Count | Should -Be 2
        ("$($runs[0].RunId)".Substring(0, 8) | Test-RunResult).RunId | Should -Be $runs[0].RunId
        ($runs[0].RunId | Test-RunResult).RunId | Should -Be $runs[0].RunId
        (Get-ChildItem results -Directory | Test-RunResult).Count | Should -Be 2
        ($runs[0] | Test-RunResult | Test-RunResult).Status | Should -Be Intact
        (Invoke-Backtest data/btc_eur_1d.csv ma_crossover -NoSave:$false | Test-RunResult -Replay).Status | Should -Be Reproduced
    }

    It 'takes folders of runs and of stores' {
        (Test-RunResult -RunPath $runs[0].RunPath).RunId | Should -Be $runs[0].RunId
        (Test-RunResult -RunPath results -Latest 2).Count | Should -Be 2
    }

    It 'does a run again and says that the bytes are the same' {
        $check = $runs[0] | Test-RunResult -Replay
        $check.Status | Should -Be Reproduced
        $check.IsReproduced | Should -BeTrue
        $check.Findings | Should -BeNullOrEmpty
    }

    It 'gives a damaged run as an object with findings and no error' {
        Copied { Add-Content equity.csv x }
        $check = Test-RunResult -ResultsRoot other -ErrorVariable faults
        $faults | Should -BeNullOrEmpty
        $check.Status | Should -Be Damaged
        ($check | Where-Object { -not $_.IsIntact }).Findings[0].What | Should -Be equity.csv
        "$($check.Findings[0])" | Should -Match 'must hold \d+ bytes'
    }

    It 'names changed data, and finds them where -DataPath says' {
        Copy-Item $file kept.csv
        $lines = Get-Content $file
        Set-Content $file ($lines | Select-Object -SkipLast 1)
        try {
            $check = $runs[0] | Test-RunResult -Replay
            $check.Status | Should -Be Moved
            $check.Moved | Should -Be Data
            "$($check.Findings[0])" | Should -Match '300 bars from .* then, 299 from .* now'
            ($runs[0] | Test-RunResult -Replay -DataPath kept.csv).Status | Should -Be Reproduced
        } finally { Move-Item kept.csv $file -Force }
    }

    It 'names a fee changed in the snapshot' {
        Copied { Set-Content config_snapshot.json ((Get-Content config_snapshot.json -Raw) -replace '"fee_bps": 10', '"fee_bps": 30') -NoNewline }
        $check = Test-RunResult -ResultsRoot other -Replay
        $check.Status | Should -Be Damaged
        $check.Moved | Should -Be Config
        $check.Findings.Message -join ' ' | Should -Match 'backtest.fee_bps is 30 there, and was 10'
    }

    It 'does a registered strategy again, and says so of a script block that is not' {
        $run = Invoke-Backtest data/btc_eur_1d.csv -Strategy { param($Bars) 1..$Bars.Count | ForEach-Object { 1 } }
        $check = $run | Test-RunResult -Replay
        $check.Status | Should -Be NotReplayed
        $check.IsIntact | Should -BeTrue
        "$($check.Findings[0])" | Should -Match 'not registered here'
        Register-Strategy -Key own_rule -ScriptBlock { param($Bars) 0..($Bars.Count - 1) | ForEach-Object { $_ % 2 } } | Out-Null
        (Invoke-Backtest data/btc_eur_1d.csv own_rule | Test-RunResult -Replay).Status | Should -Be Reproduced
    }

    It 'checks the runs of a batch' {
        $batch = @{ id = 'one'; strategy = 'ma_crossover'; data_path = 'data/btc_eur_1d.csv'; start_date = '2020-01-01'; end_date = '2020-09-30' } | Invoke-BatchBacktest -Name mine
        ($batch | Test-RunResult -Replay).Status | Should -Be Reproduced
    }

    It 'is an error of a run that is not there, and the others still come' {
        $checks = Test-RunResult zz, "$($runs[0].RunId)" -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -Match '^Run.Missing'
        $checks.RunId | Should -Be $runs[0].RunId
        (ErrorOf { Invoke-Backtest data/btc_eur_1d.csv ma_crossover -NoSave | Test-RunResult }).FullyQualifiedErrorId | Should -Match '^Run.Missing'
        (ErrorOf { 3.5 | Test-RunResult }).FullyQualifiedErrorId | Should -Match '^Run.Missing'
        (ErrorOf { Test-RunResult -RunPath nowhere }).FullyQualifiedErrorId | Should -Match '^Run.Missing'
    }

    It 'is an error of a store that holds no run' {
        Test-RunResult -ResultsRoot nowhere -ErrorVariable faults -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $faults[0].FullyQualifiedErrorId | Should -Match '^Run.Missing'
    }

    It 'refuses what is for -Replay only' {
        { Test-RunResult -DataPath x.csv } | Should -Throw -ErrorId 'Argument.Invalid*'
    }

    It 'shows the first finding of each run, and all of them as a list' {
        Copied { Remove-Item orders.csv; New-Item notes.txt }
        $check = Test-RunResult -ResultsRoot other
        ($check | Out-String -Width 120) | Should -Match 'RunId\s+Symbol\s+Strategy\s+Status\s+Moved\s+Finding'
        ($check | Out-String -Width 120) | Should -Match 'Damaged\s+orders.csv is missing. \(and 1 more\)'
        ($check | Format-List | Out-String -Width 120) | Should -Match 'Missing: orders.csv is missing'
        ($check.Findings | Out-String -Width 120) | Should -Match 'Stranger\s+notes.txt'
    }
}
