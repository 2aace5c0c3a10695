# Test-MarketData as one types it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData BTC/EUR, ETH/EUR -Interval Daily -Count 400 | Out-Null
    New-SampleData BTC/EUR -Interval FifteenMinutes -Count 400 | Out-Null
    $hours = 0..199 | Where-Object { $_ -notin 100..103 } | ForEach-Object {
        $price = if ($_ -eq 50) { '1000,1100,900,1000' } else { "100,110,90,100.$($_ % 3)" }
        '{0:yyyy-MM-ddTHH:mm},{1},{2}' -f [datetime]::new(2024, 1, 1).AddHours($_), $price, ($_ % 20)
    }
    @(
        'timestamp,open,high,low,close,volume'
        $hours
        '2024-01-09T07:00,100,110,90,100,5'
        '2024-01-05T01:00,100,110,90,100,5'
        'soon,100,110,90,100,5'
    ) | Set-Content bad.csv
}
AfterAll { Pop-Location }

Describe 'Test-MarketData' {
    It 'reports every file of a pattern, and sample data are clean' {
        $reports = Test-MarketData data/*.csv
        $reports.Symbol | Should -Be btc_eur_15m, btc_eur_1d, eth_eur_1d
        $reports.IsClean | Should -Be $true, $true, $true
        ($reports | Measure-Object Bars -Sum).Sum | Should -Be 1200
        $reports[0].Interval | Should -Be ([timespan]::FromMinutes(15))
    }

    It 'takes files from Get-ChildItem and hands paths on to Invoke-Backtest' {
        $results = Get-ChildItem data/*_1d.csv | Test-MarketData | Where-Object IsClean | Invoke-Backtest -Strategy ma_crossover -NoSave
        $results.Symbol | Should -Be btc_eur_1d, eth_eur_1d
    }

    It 'has findings as objects, each with its kind, row and time' {
        $report = Test-MarketData bad.csv
        $report.IsClean | Should -BeFalse
        $report.Gaps, $report.Outliers, $report.ZeroVolume, $report.Duplicates, $report.Unsorted, $report.BadRows, $report.TimezoneDoubts | Should -Be 1, 1, 9, 1, 1, 1, 0
        $gap = (Test-MarketData bad.csv).Findings | Where-Object Kind -eq Gap
        $gap.Row, $gap.Value, $gap.Expected | Should -Be 102, 18000, 3600
        $gap.Time | Should -Be ([datetime]::SpecifyKind('2024-01-05T08:00', 'Utc'))
        $outlier = $report.Findings | Where-Object Kind -eq Outlier
        $outlier.Row, $outlier.Column, $outlier.Value | Should -Be 52, close, 1000
        @(Test-MarketData *.csv | Select-Object -ExpandProperty Findings | Where-Object Kind -in Duplicate, Unsorted, BadRow).Row | Should -Be 198, 199, 200
    }

    It 'looks for the kinds that are asked for and leaves the other counts empty' {
        $report = Test-MarketData bad.csv -Kind Gap, BadRow
        $report.Gaps, $report.BadRows | Should -Be 1, 1
        $report.Outliers | Should -BeNullOrEmpty
        $report.Findings.Kind | Select-Object -Unique | Should -Be Gap, BadRow
        { Test-MarketData bad.csv -Kind Gapp } | Should -Throw
    }

    It 'takes a zone and a symbol' {
        Set-Content berlin.csv 'time,open,high,low,close', '2021-03-28T01:00,1,1,1,1', '2021-03-28T02:00,1,1,1,1', '2021-03-28T03:00,1,1,1,1'
        $report = Test-MarketData -LiteralPath berlin.csv -Timezone Europe/Berlin -Symbol BTC/EUR
        $report.Symbol, $report.Bars, $report.BadRows, $report.TimezoneDoubts | Should -Be BTC/EUR, 2, 1, 1
        { Test-MarketData berlin.csv -Timezone Europe/Berln } | Should -Throw -ErrorId 'Config.Invalid,*'
    }

    It 'writes an error for a file that cannot be read and goes on' {
        Set-Content junk.csv 'a,b', '1,2'
        $reports = 'data/btc_eur_1d.csv', 'junk.csv', 'missing.csv', 'data/eth_eur_1d.csv' | Test-MarketData -ErrorVariable faults -ErrorAction SilentlyContinue
        $reports.Count | Should -Be 2
        $faults.FullyQualifiedErrorId | Should -Be 'Data.Format,PeakTrade.PowerShell.Cmdlets.TestMarketDataCommand', 'Data.Missing,PeakTrade.PowerShell.Cmdlets.TestMarketDataCommand'
    }

    It 'shows reports and findings at 80 columns' {
        foreach ($text in (Test-MarketData bad.csv, data/*.csv | Out-String -Width 80), ((Test-MarketData bad.csv).Findings | Out-String -Width 80)) {
            $text | Should -Not -Match '…'
            $text -split "`n" | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
        }
        Test-MarketData bad.csv | Out-String -Width 80 | Should -Match 'Symbol +Bars +Gaps +Outliers +NoVolume +BrokenRows +ZoneDoubts IsClean'
        Test-MarketData bad.csv | Out-String -Width 80 | Should -Match 'bad +196 +1 +1 +9 +3 +0 +False'
        Test-MarketData bad.csv | Format-List | Out-String -Width 80 | Should -Match 'Findings +: Gap: row 102: no bar for 5 h'
    }
}
