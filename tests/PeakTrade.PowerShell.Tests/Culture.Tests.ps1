# A German user sees and stores what an American one does.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    New-SampleData AAA -Interval Daily -Count 300 -Path TestDrive:/data | Out-Null
    $file = 'TestDrive:/data/aaa_1d.csv'

    function In-Culture([string] $Name, [scriptblock] $Script) {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $Name
            & $Script
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    function Both([scriptblock] $Script) {
        $american = In-Culture 'en-US' $Script
        $german = In-Culture 'de-DE' $Script
        "$american" | Should -Not -BeNullOrEmpty
        ($german -join "`n") | Should -Be ($american -join "`n")
    }
}

Describe 'Under a German culture' {
    It 'there is a comma to be met at all' {
        In-Culture 'de-DE' { (1.5).ToString() } | Should -Be '1,5'
    }

    It 'the stored files have the same bytes' {
        Both {
            $run = Invoke-Backtest $file rsi_reversion @{ lower = 32.5 } -StopLoss 0.035 -TakeProfit 0.07 -ResultsRoot TestDrive:/runs
            'stats.json', 'equity.csv', $trades, 'orders.csv' | ForEach-Object { (Get-FileHash "$($run.RunPath)/$_").Hash }
        }
    }

    It 'orders give the same reasons, fresh and stored' {
        Both { (Invoke-Backtest $file ma_crossover -StopLoss 0.035 -NoSave).GetOrders().Reason }
        Both { (Invoke-Backtest $file ma_crossover -StopLoss 0.035 -ResultsRoot TestDrive:/runs).GetOrders().Reason }
    }

    It 'parameters read the same' {
        Both { (Invoke-Backtest $file rsi_reversion @{ lower = 32.5 } -NoSave).Parameters.ToString() }
        Both { (Get-Strategy rsi_reversion).Parameters.Range }
        Both { [PeakTrade.Parameter]::Number('x', 0.5, 0.25, 0.75).Range }
        Both { (TabExpansion2 'Invoke-Backtest x.csv rsi_reversion -Parameter ' -cursorColumn 47).CompletionMatches.CompletionText }
    }

    It 'parameters as text keep their point' {
        Both { (Invoke-Backtest $file rsi_reversion 'lower=32.5' -NoSave).Parameters.lower -eq 32.5 }
    }

    It 'messages are the same' {
        Both { Invoke-Backtest $file rsi_reversion @{ lower = 1.5 } -NoSave 2>&1 | ForEach-Object { "$_" } }
        Both { Invoke-Backtest $file ma_crossover -NoSave -Verbose 4>&1 | Select-Object -First 1 | ForEach-Object { "$_" } }
        Both { (Test-Strategy rsi_reversion -Parameter @{ lower = 32.5 }).Message }
        Both { (Invoke-Backtest $file ma_crossover -NoSave).PeriodsPerYearSource }
    }

    It 'rows of bad data are named the same' {
        $rows = @('timestamp,open,high,low,close') + (1..1500 | ForEach-Object { '{0:yyyy-MM-dd},10,11,9,10' -f [datetime]::new(2020, 1, 1).AddDays($_) }) + '2030-01-01,10,8,9,10'
        Set-Content TestDrive:/rows.csv $rows
        Both { Invoke-Backtest TestDrive:/rows.csv ma_crossover -NoSave 2>&1 | ForEach-Object { "$_"; "$($_.Exception.Faults)" } }
    }

    It 'views are the same' {
        Both {
            $run = Invoke-Backtest $file ma_crossover -StopLoss 0.035 -NoSave
            $run | Out-String -Width 80
            $run | Format-List | Out-String -Width 80
            $run.GetTrades() | Select-Object -First 5 | Out-String -Width 80
            $run.GetTrades() | Select-Object -First 2 | Format-List | Out-String -Width 80
            $run.GetOrders() | Select-Object -First 5 | Out-String -Width 80
            $run.GetOrders() | Select-Object -First 2 | Format-List | Out-String -Width 80
            $run.GetEquity() | Select-Object -First 5 | Out-String -Width 80
            Get-Strategy ma_*, rsi_* | Out-String -Width 80
            Get-Strategy rsi_* | Format-List | Out-String -Width 80
            (Get-Strategy rsi_reversion).Parameters | Out-String -Width 80
            Get-Strategy ma_* | Test-Strategy | Format-List | Out-String -Width 80
        }
    }
}
