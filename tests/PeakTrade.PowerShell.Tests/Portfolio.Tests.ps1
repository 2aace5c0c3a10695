# Many instruments in one account, as a user asks for them.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $peaktrade = Join-Path $folder 'artifacts/bin/PeakTrade.Cli/release/peaktrade.dll'
    if (-not (Test-Path $peaktrade)) { dotnet build -c Release (Join-Path $folder 'src/PeakTrade.Cli') | Out-Null }
    Push-Location TestDrive:/
    New-SampleData AAA, BBB, CCC, DDD -Interval Daily -Count 500 | Out-Null
    New-Item inputs, else -ItemType Directory | Out-Null
    # The bundle names its files from where the user stands, and not from its own folder.
    'name: core', 'universe: inputs/three.txt', 'factors:', '  - { name: momentum_3_1, weight: 1 }', '  - { name: quality, weight: 0.5, file: inputs/quality.csv }', 'options: { long_quantile: 0.34, short_quantile: 0.34 }' | Set-Content inputs/core.yaml
    'aaa_1d', 'bbb_1d', 'ccc_1d' | Set-Content inputs/three.txt
    'time,symbol,value', '2020-01-01,aaa_1d,1', '2020-01-01,bbb_1d,2', '2020-01-01,ccc_1d,3' | Set-Content inputs/quality.csv
    'symbol,sector', 'aaa_1d,Energy', 'bbb_1d,Energy', 'ccc_1d,Health' | Set-Content inputs/sectors.csv

    function ErrorOf([scriptblock] $Command) { try { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 } catch { $_ } }
    function Show { $input | Out-String -Width 80 }
    function SameBytes($Ours, $Theirs) {
        foreach ($file in Get-ChildItem $Ours.RunPath -File | Where-Object Name -ne run.json) {
            (Get-FileHash (Join-Path $Theirs.run_path $file.Name)).Hash | Should -Be (Get-FileHash $file).Hash -Because $file.Name
        }
        (Get-ChildItem $Theirs.run_path -File).Count | Should -Be (Get-ChildItem $Ours.RunPath -File).Count
    }
    function PeakTrade {
        Push-Location (Get-Item TestDrive:/).FullName
        try { dotnet $peaktrade @args --json | ConvertFrom-Json }
        finally { Pop-Location }
    }
}
AfterAll { Pop-Location }

Describe 'Files as one portfolio' {
    It 'makes one run of all files of the pipeline' {
        $run = Get-ChildItem data/*.csv | Invoke-Backtest -Portfolio -Strategy ma_crossover
        @($run).Count | Should -Be 1
        $run.Portfolio.Symbols | Should -Be aaa_1d, bbb_1d, ccc_1d, ddd_1d
        ($run.Path -split '\|').Count | Should -Be 4
        $folderRun = Invoke-Backtest data -Portfolio -Strategy ma_crossover -NoSave
        $folderRun.FinalEquity | Should -Be $run.FinalEquity
        $folderRun.ConfigHash | Should -Be $run.ConfigHash
        (Invoke-Backtest data/*.csv ma_crossover -Setting @{ 'portfolio.enabled' = $true } -NoSave).FinalEquity | Should -Be $run.FinalEquity
    }

    It 'makes a run of each strategy that comes down the pipeline' {
        $runs = Get-Strategy | Where-Object IsPortfolio -eq $false | Where-Object Source -eq built-in | Invoke-Backtest data/*.csv -Portfolio -NoSave
        $runs.Strategy | Should -Be ma_crossover, rsi_reversion, breakout_donchian
        $runs.ForEach({ $_.Portfolio.Symbols.Count }) | Should -Be 4, 4, 4
    }

    It 'takes rows of a table, which name an instrument each' {
        $run = [pscustomobject]@{ Path = 'data/aaa_1d.csv'; Symbol = 'AAA' }, [pscustomobject]@{ Path = 'data/ccc_1d.csv'; Symbol = 'CCC' } | Invoke-Backtest -Strategy equal_weight -NoSave
        $run.Portfolio.Symbols | Should -Be AAA, CCC
    }

    It 'still makes a run of each file without -Portfolio' {
        (Get-ChildItem data/*.csv | Invoke-Backtest -Strategy ma_crossover -NoSave).Symbol | Should -Be aaa_1d, bbb_1d, ccc_1d, ddd_1d
    }

    It 'refuses an instrument that comes twice, naming both files' {
        Copy-Item data/aaa_1d.csv else
        $fault = ErrorOf { Get-Item data/*.csv, else/aaa_1d.csv | Invoke-Backtest -Strategy equal_weight -NoSave }
        $fault.FullyQualifiedErrorId | Should -Match '^Data.Format'
        "$fault" | Should -Match 'data.aaa_1d\.csv and .*else.aaa_1d\.csv both hold aaa_1d'
    }

    It 'runs nothing where a part of it is not there' {
        Invoke-Backtest data/aaa_1d.csv, nothing.csv equal_weight -NoSave -ErrorAction SilentlyContinue -ErrorVariable gone | Should -BeNullOrEmpty
        $gone[0].FullyQualifiedErrorId | Should -Match '^Data.Missing'
        Invoke-Backtest data/aaa_1d.csv, nothing*.csv equal_weight -NoSave -ErrorAction SilentlyContinue -ErrorVariable gone | Should -BeNullOrEmpty
        $gone[0].FullyQualifiedErrorId | Should -Match '^Data.Missing'
    }
}

Describe 'Settings of portfolios' {
    It 'reach the run by parameters of their own' {
        $run = Invoke-Backtest data -Bundle inputs/core.yaml -Sectors inputs/sectors.csv -RebalanceFrequency w -MaxGrossExposure 0.8 -NetExposure 0.1 -MaxWeight 0.4 -MaxTurnover 0.5
        $run.Strategy | Should -Be multifactor_long_short
        $run.Symbol | Should -Be core
        $portfolio = (Get-Content (Join-Path $run.RunPath config_snapshot.json) -Raw | ConvertFrom-Json).portfolio
        $portfolio.rebalance, $portfolio.max_gross_exposure, $portfolio.net_exposure, $portfolio.max_weight, $portfolio.max_turnover | Should -Be 'W', 0.8, 0.1, 0.4, 0.5
        $run.Portfolio.Symbols | Should -Be aaa_1d, bbb_1d, ccc_1d
        $run.Portfolio.Sectors['ccc_1d'] | Should -Be Health
        $run.Portfolio.Factors | Should -Be momentum_3_1, quality
        (Invoke-Backtest data equal_weight -Universe inputs/three.txt -NoSave).Portfolio.Symbols.Count | Should -Be 3
    }

    It 'start where the user stands for a door, and at its folder for a configuration' {
        '[portfolio]', 'bundle = "core.yaml"', '[data]', 'path = "../data"' | Set-Content inputs/config.toml
        # From the configuration the bundle's own paths start at inputs as well, where there is no inputs/inputs.
        (ErrorOf { Invoke-Backtest -Config inputs/config.toml -NoSave }).FullyQualifiedErrorId | Should -Match '^Config.Missing'
        (Get-Content inputs/core.yaml -Raw).Replace('inputs/', '') | Set-Content inputs/near.yaml
        '[portfolio]', 'bundle = "near.yaml"', '[data]', 'path = "../data"' | Set-Content inputs/config.toml
        $near = Invoke-Backtest -Config inputs/config.toml -NoSave
        $door = Invoke-Backtest -Config inputs/config.toml -Bundle inputs/core.yaml -NoSave
        $set = Invoke-Backtest -Config inputs/config.toml -Setting @{ 'portfolio.bundle' = 'inputs/core.yaml' } -NoSave
        $door.FinalEquity, $set.FinalEquity | Should -Be $near.FinalEquity, $near.FinalEquity
        $door.ConfigHash, $set.ConfigHash | Should -Be $near.ConfigHash, $near.ConfigHash
    }

    It 'are refused where each instrument runs by itself' {
        $fault = ErrorOf { Invoke-Backtest data ma_crossover -MaxWeight 0.3 }
        $fault.FullyQualifiedErrorId | Should -Match '^Config.Invalid'
        "$fault" | Should -Match 'portfolio.max_weight is given, and ma_crossover runs on each instrument by itself\. .*-Portfolio'
        "$(ErrorOf { Invoke-Backtest data ma_crossover -Bundle inputs/core.yaml })" | Should -Match 'Use multifactor_long_short'
        "$(ErrorOf { Invoke-Backtest data multifactor_long_short })" | Should -Match 'none is named.*-Bundle'
    }

    It 'are refused by studies, walk-forward and the proof of no look-ahead, in words' {
        (ErrorOf { Start-ParameterStudy data/aaa_1d.csv equal_weight }).FullyQualifiedErrorId | Should -Match '^Strategy.NeedsPortfolio'
        (ErrorOf { Invoke-WalkForward data/aaa_1d.csv equal_weight }).FullyQualifiedErrorId | Should -Match '^Strategy.NeedsPortfolio'
        (ErrorOf { Test-Strategy equal_weight }).FullyQualifiedErrorId | Should -Match '^Strategy.NeedsPortfolio'
        "$(ErrorOf { Start-ParameterStudy data/aaa_1d.csv ma_crossover -Setting @{ 'portfolio.enabled' = $true } })" | Should -Match 'portfolio.enabled holds all instruments in one account.*one instrument at a time'
        "$(ErrorOf { Invoke-WalkForward data/aaa_1d.csv ma_crossover -Setting @{ 'portfolio.enabled' = $true } })" | Should -Match 'one instrument at a time'
    }

    It 'are taken by Measure-Backtest' {
        $stages = Get-ChildItem data/*.csv | Measure-Backtest -Strategy ma_crossover -Portfolio
        @($stages).Count | Should -Be 1
        $stages.Run | Should -Be portfolio
        (Measure-Backtest data -Bundle inputs/core.yaml -RebalanceFrequency Q).Run | Should -Be core
    }

    It 'are completed' {
        (TabExpansion2 'Invoke-Backtest data -RebalanceFrequency ' -cursorColumn 41).CompletionMatches.CompletionText | Should -Be Daily, Monthly, Quarterly, Weekly
        (TabExpansion2 'Invoke-Backtest data -Strategy equ' -cursorColumn 34).CompletionMatches.CompletionText | Should -Be equal_weight
    }
}

Describe 'The two doors' {
    It 'write the same bytes for a bundle' {
        $ours = Invoke-Backtest data -Bundle inputs/core.yaml -Sectors inputs/sectors.csv -RebalanceFrequency Weekly -MaxGrossExposure 0.8 -NetExposure 0.1 -MaxWeight 0.4 -MaxTurnover 0.5
        $ours.Trades | Should -BeGreaterThan 5
        SameBytes $ours (PeakTrade backtest data --bundle inputs/core.yaml --sectors inputs/sectors.csv --rebalance W --max-gross-exposure 0.8 --net-exposure 0.1 --max-weight 0.4 --max-turnover 0.5)
    }

    It 'write the same bytes for several files out of one cash' {
        $ours = Get-Item data/aaa_1d.csv, data/bbb_1d.csv | Invoke-Backtest -Strategy ma_crossover -Portfolio
        SameBytes $ours (PeakTrade backtest data/aaa_1d.csv data/bbb_1d.csv -s ma_crossover --portfolio)
    }
}

Describe 'What a portfolio shows' {
    BeforeAll { $run = Invoke-Backtest data -Bundle inputs/core.yaml }

    It 'fits 80 columns' {
        $text = $run | Show
        $text | Should -Match '(?m)^Symbol +Strategy +Return +Sharpe +MaxDrawdown +Trades +RunId *$'
        $text | Should -Match '(?m)^core +multifactor_long_short +-?\d+\.\d\d % .*[0-9a-f]{8} *$'
        Get-RunResult -Latest 1 | Show | Should -Be $text
        $run | Format-List | Show | Should -Match 'Portfolio +: 3 instruments, \d+ rebalances, \d\.\d held, gross \d\.\d\d, net -?\d\.\d\d'
        foreach ($rows in ($run.GetHoldings() | Select-Object -Last 3), ($run.GetExposure() | Select-Object -Last 3), ($run.GetFactorContributions() | Select-Object -Last 5), ($run.GetTrades() | Select-Object -Last 3), ($run.GetOrders() | Select-Object -Last 3)) {
            $text = $rows | Show
            $text | Should -Not -Match '…'
            $text -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        }
    }

    It 'names instruments, sectors, holdings, exposure and contributions' {
        $run.Portfolio | Show | Should -Match '(?s)Symbols +: aaa_1d, bbb_1d, ccc_1d.*Factors +: momentum_3_1, quality.*AverageGross +: \d+\.\d\d %'
        $run.GetHoldings() | Select-Object -First 2 | Show | Should -Match 'Time +Symbol +Units +Price +Weight +Target +Score'
        $run.GetExposure() | Select-Object -First 2 | Show | Should -Match 'Time +Cash +Long +Short +Held +Largest +Concentration'
        $run.GetFactorContributions() | Select-Object -First 2 | Show | Should -Match 'From +To +Factor +Exposure +FactorReturn +Contribution'
        $run.GetTrades() | Select-Object -First 2 | Show | Should -Match '(?m)^(aaa|bbb|ccc)_1d +(Long|Short)'
        $run.GetOrders() | Select-Object -First 2 | Show | Should -Match '(?m)^(aaa|bbb|ccc)_1d +(Entry|Exit)'
    }

    It 'is found again with all of that' {
        $stored = Get-RunResult -RunId $run.RunId
        $stored.Portfolio.Symbols | Should -Be $run.Portfolio.Symbols
        $stored.GetHoldings().Count | Should -Be $run.GetHoldings().Count
        $stored.GetFactorContributions().Count | Should -Be $run.GetFactorContributions().Count
    }

    It 'is run again at other costs, its files read again' {
        $report = $run | Export-TcaReport -PassThru
        $report.Sensitivity.IsApproximate | Should -BeFalse -Because $report.Sensitivity.Note
        'time,symbol,value', '2020-01-01,aaa_1d,3', '2020-01-01,bbb_1d,2', '2020-01-01,ccc_1d,1' | Set-Content inputs/quality.csv
        (Get-RunResult -RunId $run.RunId | Export-TcaReport -Force -PassThru).Sensitivity.Note | Should -Match 'Its bundle, its universe or its sectors have changed since, or cannot be read any more'
    }
}
