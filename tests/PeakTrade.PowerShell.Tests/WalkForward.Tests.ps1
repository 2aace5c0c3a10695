# Walk-forward as a quant types it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
}

Describe 'Invoke-WalkForward' {
    BeforeAll {
        Push-Location TestDrive:/
        New-SampleData BTC/EUR, AAA -Interval Daily -Count 600 | Out-Null
    }
    AfterAll { Pop-Location }

    It 'takes a study from the pipeline: its data, space, objective, trials and seed' {
        $study = Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -Seed 7 -Objective sortino -SearchSpace @{ fast_window = '5..15' } -FixedParameter @{ slow_window = 70 } -NoOutput
        $result = $study | Invoke-WalkForward -Folds 3
        $result | Should -BeOfType ([PeakTrade.WalkForwardResult])
        $result.Folds.Trials | Should -Be 6, 6, 6
        $result.Folds.BestParameters.slow_window | Should -Be 70, 70, 70
        $written = Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 6 -Seed 7 -Objective sortino -SearchSpace @{ fast_window = '5..15' } -FixedParameter @{ slow_window = 70 } -Folds 3 -ThrottleLimit 8
        $written.Folds.OutOfSampleReturn | Should -Be $result.Folds.OutOfSampleReturn
        $written.Objective | Should -Be 'sortino'
    }

    It 'gives the parameters that Invoke-Backtest takes' {
        $result = Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 4 -Folds 2
        $run = $result | Invoke-Backtest -Path data/aaa_1d.csv -NoSave
        $run.Parameters.fast_window | Should -Be $result.Parameters.fast_window
        $run.Symbol | Should -Be 'aaa_1d'
    }

    It 'makes a result of each file, and a bad one does not end the others' {
        Set-Content data/empty.csv ''
        $results = Get-ChildItem data/*.csv | Invoke-WalkForward -Strategy ma_crossover -TrialCount 3 -Folds 2 -ErrorVariable wrong -ErrorAction SilentlyContinue
        Remove-Item data/empty.csv
        $results.Symbol | Should -Be 'aaa_1d', 'btc_eur_1d'
        $wrong.FullyQualifiedErrorId | Should -BeLike 'Data.Empty*'
    }

    It 'takes a script block as objective' {
        $named = Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 5 -Folds 2
        $own = Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 5 -Folds 2 -Objective { $_.Sharpe } -Parallel
        $own.Folds.OutOfSample | Should -Be $named.Folds.OutOfSample
        $study = Start-ParameterStudy data/aaa_1d.csv ma_crossover 3 -NoOutput -Objective { $_.Sharpe }
        { $study | Invoke-WalkForward } | Should -Throw '*is a script block, which a study does not hold*' -ErrorId 'Argument.Objective*'
    }

    It 'names what is wrong: <Id>, <Text>' -ForEach @(
        @{ Id = 'Argument.Invalid'; Text = '*a training window is "soon"*'; More = @{ Train = 'soon'; Test = '3m' } }
        @{ Id = 'Argument.Invalid'; Text = '*mix bars and spans*'; More = @{ Train = '100'; Test = '3m' } }
        @{ Id = 'Argument.Invalid'; Text = '*both given*'; More = @{ Train = '1y'; Test = '3m'; Folds = 2 } }
        @{ Id = 'Argument.Objective'; Text = '*needs one objective*'; More = @{ Objective = 'sharpe', 'calmar' } }
        @{ Id = 'WalkForward.TooFewBars'; Text = 'There are 600 bars, too few for 400 folds*'; More = @{ Folds = 400 } }
        @{ Id = 'WalkForward.TooFewBars'; Text = '*purge of 400*'; More = @{ Purge = 400 } }
    ) {
        { Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 3 -ErrorAction Stop @More } | Should -Throw $Text -ErrorId "$Id*"
    }

    It 'shows a result and its folds within 80 columns' {
        $result = Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 4 -Folds 2
        $list = $result | Out-String -Width 80
        $list | Should -Match 'Folds +: 2 \(rolling\)'
        $list | Should -Match 'Stability +: fast_window \d+ %, slow_window \d+ %'
        ($list -replace '\s+', ' ') | Should -BeLike "*Verdict : $($result.Verdict)*"
        $folds = $result.Folds | Out-String -Width 80
        $folds | Should -Match 'No TestStart +TestEnd +InSample OutOfSample +Return Trades Parameters'
        $folds | Should -Match 'slow_window=\d+'
        ($folds -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $table = $result | Format-Table | Out-String -Width 80
        $table | Should -Match 'Symbol +Strategy +Folds +Return +Sharpe +MaxDrawdown +Trades +Efficiency'
    }

    It 'says why where training found nothing' {
        $result = Invoke-WalkForward data/aaa_1d.csv ma_crossover -TrialCount 3 -Constraint 'trades >= 100000'
        $result.Verdict | Should -Be 'Training found no parameters to try in 5 test windows: No trial keeps the constraints.'
        ($result | Out-String -Width 80) | Should -Match 'fast_window undefined'
    }

    It 'shows the time of day of intraday windows' {
        New-SampleData ETH/EUR -Interval FifteenMinutes -Count 2000 | Out-Null
        (Invoke-WalkForward data/eth_eur_15m.csv ma_crossover -TrialCount 2 -Train 12h -Test 6h).Folds[0] | Out-String -Width 80 | Should -Match '1 01-01 12:00 01-01 17:45'
    }
}
