# The lines that DESIGN.md says must work exactly as a user would type them.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
}

Describe 'Lines as they are typed' {
    BeforeAll {
        Push-Location TestDrive:/
        New-SampleData AAA, BBB, CCC -Interval Daily -Count 600 | Out-Null
    }
    AfterAll { Pop-Location }

    It 'runs every file of a listing and shows a table' {
        $table = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -Parameter @{ fast_window = 15; slow_window = 45 } | Format-Table | Out-String -Width 80
        ($table -split "`n" | Where-Object { $_ -match '^(aaa|bbb|ccc)_1d +ma_crossover' }).Count | Should -Be 3
    }

    It 'runs every Parquet file of a listing' -Tag DuckDb {
        'AAA', 'BBB' | ForEach-Object { Invoke-LakeQuery "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) DAY AS timestamp, 10 + sin(i) AS open, 13.0 AS high, 8.0 AS low, 10 + cos(i) AS close FROM range(300) r(i)" -As Parquet -Path "data/$_.parquet" | Out-Null }
        $table = Get-ChildItem data/*.parquet | Invoke-Backtest -Strategy ma_crossover -Parameter @{ fast_window = 15; slow_window = 45 } | Format-Table | Out-String -Width 80
        ($table -split "`n" | Where-Object { $_ -match '^(AAA|BBB) +ma_crossover' }).Count | Should -Be 2
    }

    It 'takes rows of a table and writes one of plain text and numbers' {
        [pscustomobject] @{ Path = 'data/aaa_1d.csv'; Symbol = 'AAA' }, [pscustomobject] @{ Path = 'data/bbb_1d.csv'; Symbol = '' } | Export-Csv universe.csv
        Import-Csv universe.csv | Invoke-Backtest -Strategy rsi_reversion | Export-Csv results.csv
        $rows = Import-Csv results.csv
        $rows.Symbol | Should -Be 'AAA', 'bbb_1d'
        Get-Content results.csv -Raw | Should -Not -Match 'System\.|PeakTrade\.|\['
        $rows[0].Parameters | Should -Be 'window=14 lower=30 upper=70 use_trend_filter=false trend_window=200'
        [double] $rows[0].Sharpe | Should -Not -Be 0
    }

    It 'runs a table of results again, to the same figures' {
        Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -Parameter @{ fast_window = 7 } | Export-Csv results.csv
        $first = Import-Csv results.csv
        $again = $first | Invoke-Backtest
        $again.Count | Should -Be 3
        for ($i = 0; $i -lt 3; $i++) {
            $again[$i].FinalEquity | Should -Be ([double] $first[$i].FinalEquity)
            $again[$i].ConfigHash | Should -Be $first[$i].ConfigHash
            $again[$i].DataHash | Should -Be $first[$i].DataHash
        }
    }

    It 'finds the newest runs' {
        $made = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover
        $found = Get-RunResult -Latest 2
        $found.RunId | Sort-Object | Should -Be ($made[1, 2].RunId | Sort-Object)
        $found[0] | Should -BeOfType ([PeakTrade.BacktestResult])
    }

    It 'runs a stored result again, to the same bytes' {
        $first = Invoke-Backtest data/aaa_1d.csv ma_crossover @{ fast_window = 9; slow_window = 33 } -StopLoss 0.05
        $again = Get-RunResult $first.RunId | Invoke-Backtest -StopLoss 0.05
        $again.RunId | Should -Not -Be $first.RunId
        foreach ($file in 'stats.json', 'equity.csv', $trades, 'orders.csv') {
            (Get-FileHash "$($again.RunPath)/$file").Hash | Should -Be (Get-FileHash "$($first.RunPath)/$file").Hash -Because $file
        }
    }

    It 'runs and tests every strategy of a listing' {
        (Get-Strategy | Where-Object { $_.IsBuiltIn -and -not $_.IsPortfolio } | Invoke-Backtest -Path data/aaa_1d.csv -NoSave).Strategy | Should -Be 'ma_crossover', 'rsi_reversion', 'breakout_donchian'
        (Get-Strategy | Where-Object { $_.IsBuiltIn -and -not $_.IsPortfolio } | Test-Strategy).Passed | Should -Be $true, $true, $true
    }

    It 'leaves the parameters of the configuration alone when a strategy of a listing is piped' {
        '[strategy.ma_crossover]', 'fast_window = 9', '[data]', 'path = "data/aaa_1d.csv"' | Set-Content config.toml
        $result = Get-Strategy ma_crossover | Invoke-Backtest -Config config.toml -NoSave
        $result.Parameters.fast_window | Should -Be 9
        $result.Path | Should -BeLike '*aaa_1d.csv'
    }

    It 'makes data and runs on them with their name' {
        $result = New-SampleData -Path fresh | Invoke-Backtest -Strategy ma_crossover -NoSave
        $result.Symbol | Should -Be 'BTC/EUR'
        $result.Bars | Should -Be 2500
    }

    It 'filters, sorts and takes the first of results' {
        $all = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -NoSave
        $best = Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -NoSave | Where-Object Sharpe -gt 0 | Sort-Object Sharpe -Descending | Select-Object -First 3
        $best[0].Sharpe | Should -Be ($all.Sharpe | Measure-Object -Maximum).Maximum
    }

    It 'takes what a row leaves empty from the configuration' {
        '[strategy]', 'key = "ma_crossover"', '[data]', 'path = "data/aaa_1d.csv"' | Set-Content config.toml
        $results = 'Strategy,Parameters', ',fast_window=11', 'rsi_reversion,' | ConvertFrom-Csv | Invoke-Backtest -Config config.toml -NoSave
        $results.Strategy | Should -Be 'ma_crossover', 'rsi_reversion'
        $results[0].Parameters.fast_window | Should -Be 11
        $results[1].Parameters.window | Should -Be 14
    }

    It 'takes lines of a text as paths' {
        'data/aaa_1d.csv', 'data/ccc_1d.csv' | Set-Content list.txt
        (Get-Content list.txt | Invoke-Backtest -Strategy ma_crossover -NoSave).Symbol | Should -Be 'aaa_1d', 'ccc_1d'
    }

    It 'starts paths inside a configuration where it lies' {
        New-Item there -ItemType Directory | Out-Null
        '[strategy]', 'key = "ma_crossover"', '[data]', 'path = "../data/aaa_1d.csv"', '[results]', 'root = "runs"' | Set-Content there/config.toml
        $result = Invoke-Backtest -Config there/config.toml
        $result.Symbol | Should -Be 'aaa_1d'
        $result.RunPath | Should -BeLike '*there?runs?*'
    }
}

Describe 'Paths' {
    BeforeAll {
        New-SampleData AAA, BBB -Interval Daily -Count 200 -Path TestDrive:/data | Out-Null
        Copy-Item TestDrive:/data/aaa_1d.csv -Destination 'TestDrive:/data/odd[1].csv'
    }

    It 'resolves wildcards' {
        (Invoke-Backtest TestDrive:/data/*_1d.csv ma_crossover -NoSave).Symbol | Should -Be 'aaa_1d', 'bbb_1d'
    }

    It 'takes brackets as they are written: literally, from a listing, from a result, and where a file is named so' {
        $odd = Invoke-Backtest -LiteralPath 'TestDrive:/data/odd[1].csv' -Strategy ma_crossover -NoSave
        $odd.Symbol | Should -Be 'odd[1]'
        ($odd | Invoke-Backtest -NoSave).Symbol | Should -Be 'odd[1]'
        (Get-ChildItem TestDrive:/data -Filter odd* | Invoke-Backtest -Strategy ma_crossover -NoSave).Symbol | Should -Be 'odd[1]'
        (Invoke-Backtest 'TestDrive:/data/odd[1].csv' ma_crossover -NoSave).Symbol | Should -Be 'odd[1]'
    }

    It 'starts where PowerShell stands, not where the process does' {
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
        Push-Location TestDrive:/data
        try {
            (Invoke-Backtest ./aaa_1d.csv ma_crossover -ResultsRoot ../runs).Symbol | Should -Be 'aaa_1d'
            (Get-RunResult -ResultsRoot TestDrive:/runs).Symbol | Should -Be 'aaa_1d'
        }
        finally { Pop-Location }
    }

    It 'knows the home folder' {
        $relative = Resolve-Path TestDrive:/data/aaa_1d.csv | Convert-Path | ForEach-Object { [IO.Path]::GetRelativePath($HOME, $_) }
        (Invoke-Backtest "~/$relative" ma_crossover -NoSave).Symbol | Should -Be 'aaa_1d'
    }

    It 'takes FullName from rows' {
        (Get-ChildItem TestDrive:/data/aaa_1d.csv | Select-Object FullName | Invoke-Backtest -Strategy ma_crossover -NoSave).Symbol | Should -Be 'aaa_1d'
    }
}

Describe 'Parameters of a strategy' {
    BeforeAll { New-SampleData AAA -Interval Daily -Count 200 -Path TestDrive:/data | Out-Null }

    It 'are taken as a hashtable, in order, as a dictionary, as text and from a result' {
        $dictionary = [System.Collections.Generic.Dictionary[string, object]]::new()
        $dictionary['fast_window'] = 15
        $result = Invoke-Backtest TestDrive:/data/aaa_1d.csv ma_crossover @{ fast_window = 15 } -NoSave
        foreach ($form in @{ fast_window = '15' }, ([ordered] @{ fast_window = 15 }), $dictionary, 'fast_window=15', $result.Parameters) {
            (Invoke-Backtest TestDrive:/data/aaa_1d.csv ma_crossover $form -NoSave).ConfigHash | Should -Be $result.ConfigHash
        }
    }

    It 'of a result read as a dictionary, on the screen and as JSON' {
        $result = Invoke-Backtest TestDrive:/data/aaa_1d.csv ma_crossover -NoSave
        $result.Parameters.fast_window | Should -Be 20
        $result | Where-Object { $_.Parameters.slow_window -gt 40 } | Should -Not -BeNullOrEmpty
        $result.Parameters | ConvertTo-Json -Compress | Should -Be '{"fast_window":20,"slow_window":50}'
    }
}
