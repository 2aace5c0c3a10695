BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $root = Split-Path (Get-Module PeakTrade).ModuleBase | Split-Path
    $peaktrade = Join-Path $root 'artifacts/bin/PeakTrade.Cli/release/peaktrade.dll'
    if (-not (Test-Path $peaktrade)) { dotnet build -c Release (Join-Path $root 'src/PeakTrade.Cli') | Out-Null }
    $config = @'
[strategy]
key = "ma_crossover"
[strategy.ma_crossover]
fast_window = 10
slow_window = 40

[backtest]
stop_loss = 0.05
take_profit = { kind = "atr", window = 14, multiple = 3.0 }
borrow_rate = 0.03
intrabar = "path"

[data]
path = "data/btc_eur_1d.csv"
symbol = "BTC/EUR"
'@
    New-SampleData -Path TestDrive:/data -Interval Daily -Count 1500 | Out-Null
}

Describe 'The two doors' {
    It 'take the same span and make the same longer bars of it' {
        Set-Content TestDrive:/span.toml ($config + "`ntimezone = `"America/New_York`"")
        $here = (Get-Item TestDrive:/).FullName
        $all = Invoke-Backtest -Config TestDrive:/span.toml -NoSave
        $from = $all.Start.Date.AddDays(100)
        $text = $from.ToString('yyyy-MM-dd')
        $to = $from.AddDays(700).ToString('yyyy-MM-ddT00:00Z')
        $ours = Invoke-Backtest -Config TestDrive:/span.toml -From $text -To $to -Resample 1w
        Push-Location $here
        try { $theirs = dotnet $peaktrade backtest --config span.toml --from $text --to $to --resample 1w --json | ConvertFrom-Json }
        finally { Pop-Location }

        $ours.Bars | Should -BeIn 100, 101
        foreach ($name in 'stats.json', 'equity.csv', 'config_snapshot.json') {
            (Get-FileHash (Join-Path $theirs.run_path $name)).Hash | Should -Be (Get-FileHash (Join-Path $ours.RunPath $name)).Hash -Because $name
        }

        # A time of a zone is a moment, one without is New York's.
        function FromOf($given) { (Get-Content (Join-Path (Invoke-Backtest -Config TestDrive:/span.toml -From $given).RunPath config_snapshot.json) -Raw | ConvertFrom-Json -DateKind String).data.from }
        $noon = [datetime]::SpecifyKind($from.AddHours(12), 'Utc')
        $utc = $noon.ToString('yyyy-MM-ddTHH:mm:ssZ')
        FromOf $noon | Should -Be $utc
        FromOf $noon.ToLocalTime() | Should -Be $utc
        FromOf $utc | Should -Be $utc
        FromOf ([datetime]::SpecifyKind($noon, 'Unspecified')) | Should -BeIn $noon.AddHours(4).ToString('yyyy-MM-ddTHH:mm:ssZ'), $noon.AddHours(5).ToString('yyyy-MM-ddTHH:mm:ssZ')
    }

    It 'give the same bytes for the same config and data' {
        Set-Content TestDrive:/config.toml $config
        $here = (Get-Item TestDrive:/).FullName
        $ours = Invoke-Backtest -Config TestDrive:/config.toml
        Push-Location $here
        try { $theirs = dotnet $peaktrade backtest --config config.toml --json | ConvertFrom-Json }
        finally { Pop-Location }

        $ours.Trades | Should -BeGreaterThan 10
        $theirs.run_id | Should -Not -Be $ours.RunId
        foreach ($name in 'stats.json', 'equity.csv', $trades, 'orders.csv', 'config_snapshot.json', 'config_snapshot.toml') {
            (Get-FileHash (Join-Path $theirs.run_path $name)).Hash | Should -Be (Get-FileHash (Join-Path $ours.RunPath $name)).Hash -Because $name
        }
    }
}
