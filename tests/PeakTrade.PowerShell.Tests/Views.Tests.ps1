# What a user sees: every view at 80 columns, looked at as text.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData BTC/EUR -Interval Daily -Count 600 | Out-Null
    $result = Invoke-Backtest data/btc_eur_1d.csv ma_crossover -Symbol BTC/EUR -StopLoss 0.03 -TakeProfit 0.05

    function Show { $input | Out-String -Width 80 }
    function Lines($Text) { $Text.TrimEnd() -split "`r?`n" | Where-Object { $_ } }
}
AfterAll { Pop-Location }

Describe 'Views at 80 columns' {
    It 'show a result as the sample in SAMPLES.md does' {
        $lines = Lines ($result | Show)
        $lines[0] | Should -Match '^Symbol +Strategy +Return +Sharpe +MaxDrawdown +Trades +Ambiguous +RunId *$'
        $lines[2] | Should -Match '^BTC/EUR ma_crossover +-?\d+\.\d\d % +-?\d+\.\d\d +-\d+\.\d\d % +\d+ +\d+ [0-9a-f]{8} *$'
        $lines.Count | Should -Be 3
    }

    It 'cut off nothing that matters' {
        foreach ($objects in $result, (Get-Strategy ma_*, rsi*, break*), (Get-Strategy rsi_reversion).Parameters, (Get-Strategy ma_crossover | Test-Strategy),
            ($result.GetTrades() | Select-Object -First 20), ($result.GetOrders() | Select-Object -First 20), ($result.GetEquity() | Select-Object -First 3)) {
            $text = $objects | Show
            $text | Should -Not -Match '…'
            Lines $text | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        }
    }

    It 'show the main properties where objects of other types came before' {
        foreach ($type in 'BacktestResult', 'ParameterStudy', 'StudyTrial', 'WalkForwardResult', 'WalkForwardFold', 'BatchRunResult', 'BatchPlanRun') {
            (Get-TypeData "PeakTrade.$type").DefaultDisplayPropertySet.ReferencedProperties.Count | Should -BeGreaterThan 5 -Because $type
        }
    }

    It 'have at most 8 columns each' {
        $views = [xml] (Get-Content (Join-Path (Get-Module PeakTrade).ModuleBase PeakTrade.Format.ps1xml) -Raw)
        foreach ($view in $views.SelectNodes('//View[TableControl]')) {
            $columns = $view.SelectNodes('.//TableColumnHeader').Count
            $columns | Should -BeLessOrEqual 8 -Because $view.Name
            $view.SelectNodes('.//TableColumnItem').Count | Should -Be $columns -Because $view.Name
        }
    }

    It 'show the parameters of a result and of a strategy in words' {
        $result | Format-List | Show | Should -Match 'Parameters +: fast_window=20 slow_window=50'
        Get-Strategy ma_crossover | Format-List | Show | Should -Match 'Parameters +: fast_window = 20 \(5 to 40\): Bars in the fast average'
        Get-Strategy ma_crossover | Show | Should -Match 'ma_crossover built-in fast_window=20 slow_window=50'
        Get-Strategy ma_crossover | Test-Strategy | Format-List | Show | Should -Match 'Parameters : fast_window=20 slow_window=50'
    }

    It 'write times of lists in UTC' {
        $result | Format-List | Show | Should -Match 'Start +: 2020-01-01 00:00Z'
        $result.GetTrades() | Select-Object -First 1 | Format-List | Show | Should -Match 'EntryTime +: \d{4}-\d\d-\d\d \d\d:\d\dZ'
    }

    It 'say why an order ended as it did' {
        $text = $result.GetOrders() | Where-Object Kind -eq StopLoss | Where-Object Status -eq Filled | Select-Object -First 1 | Show
        ($text -replace '\s+', '') | Should -Match 'level[\d.]+reached:low|level[\d.]+gapped'
    }

    It 'say what came of trades, and which are open' {
        $lines = Lines ($result.GetTrades() | Show)
        $lines[0] | Should -Match '^Symbol +Side +Entry +Bars EntryPrice +ExitPrice +Return By'
        $lines[2] | Should -Match '(StopLoss|TakeProfit|Exit|open) *$'
    }

    It 'show results of a job as they show any result' {
        $there = $result | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }
        (Lines ($there | Show))[2] | Should -Be (Lines ($result | Show))[2]
    }
}
