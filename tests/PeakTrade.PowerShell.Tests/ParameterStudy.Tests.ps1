# Studies as a quant types them.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
}

Describe 'Start-ParameterStudy' {
    BeforeAll {
        Push-Location TestDrive:/
        New-SampleData BTC/EUR, AAA -Interval Daily -Count 600 | Out-Null
    }
    AfterAll { Pop-Location }

    It 'ends with a study whose best trial is the backtest of its parameters' {
        $study = Start-ParameterStudy -Strategy ma_crossover -Path data/btc_eur_1d.csv -TrialCount 20 -Seed 42
        $study | Should -BeOfType ([PeakTrade.ParameterStudy])
        $study.TrialCount | Should -Be 20
        $run = $study | ForEach-Object BestTrial | Invoke-Backtest -Path data/btc_eur_1d.csv -NoSave
        $run.Sharpe | Should -Be $study.BestValue
        ($study | Invoke-Backtest -NoSave).Sharpe | Should -Be $study.BestValue
        (Get-Content $study.BestParametersPath | ConvertFrom-Json).best_value | Should -Be $study.BestValue
    }

    It 'makes a study of each file of a listing' {
        $studies = Get-ChildItem data/*.csv | Start-ParameterStudy -Strategy ma_crossover -TrialCount 4 -NoOutput
        $studies.Symbol | Should -Be 'aaa_1d', 'btc_eur_1d'
    }

    It 'streams its trials in order with -PassThru' {
        $all = Start-ParameterStudy data/aaa_1d.csv ma_crossover 10 -NoOutput -PassThru -Parallel
        $all[0..9].Number | Should -Be (0..9)
        $all[0] | Should -BeOfType ([PeakTrade.StudyTrial])
        $all[10] | Should -BeOfType ([PeakTrade.ParameterStudy])
        $first = Start-ParameterStudy data/aaa_1d.csv ma_crossover 10 -NoOutput -PassThru | Select-Object -First 2
        $first.Count | Should -Be 2
    }

    It 'gives the same trials whatever the number of workers' {
        $one = Start-ParameterStudy data/aaa_1d.csv ma_crossover 16 -Seed 1 -NoOutput -ThrottleLimit 1
        $eight = Start-ParameterStudy data/aaa_1d.csv ma_crossover 16 -Seed 1 -NoOutput -ThrottleLimit 8
        $eight.Hash | Should -Be $one.Hash
    }

    It 'takes a script block over the result, with $_ and as an argument' {
        $named = Start-ParameterStudy data/aaa_1d.csv ma_crossover 8 -NoOutput
        $dollar = Start-ParameterStudy data/aaa_1d.csv ma_crossover 8 -NoOutput -Objective { $_.Sharpe }
        $argument = Start-ParameterStudy data/aaa_1d.csv ma_crossover 8 -NoOutput -Objective { param($Result) $Result.Sharpe } -Parallel
        $dollar.GetTrials().Value | Should -Be $named.GetTrials().Value
        $argument.GetTrials().Value | Should -Be $named.GetTrials().Value
    }

    It 'searches what a hashtable says' {
        $study = Start-ParameterStudy data/aaa_1d.csv ma_crossover 12 -NoOutput -SearchSpace @{ fast_window = 10, 20; slow_window = '40..60 step 10' } -Sampler random
        $study.GetTrials().Parameters.fast_window | Sort-Object -Unique | Should -Be 10, 20
        $study.GetTrials().Parameters.slow_window | Sort-Object -Unique | Should -BeIn 40, 50, 60
    }

    It 'searches the parameters of a script block' {
        $study = Start-ParameterStudy data/aaa_1d.csv { param($Bars, $Parameters) $n = $Parameters.n; foreach ($i in 0..($Bars.Count - 1)) { if ($i % $n -lt $n / 2) { 1 } else { 0 } } } 5 -NoOutput -SearchSpace @{ n = '4..40' }
        $study.TrialCount | Should -Be 5
        $study.BestParameters.n | Should -BeGreaterOrEqual 4
    }

    It 'stores a named study, finds it and goes on with it' {
        Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -Name night -NoOutput | Out-Null
        { Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -Name night -NoOutput -ErrorAction Stop } | Should -Throw -ErrorId 'Study.Exists*'
        $longer = Start-ParameterStudy data/aaa_1d.csv ma_crossover 12 -Name night -Resume -NoOutput
        $longer.TrialCount | Should -Be 12
        (Get-ParameterStudy nig*).Hash | Should -Be $longer.Hash
        (Get-StudyTrial night -Best 1).Value | Should -Be $longer.BestValue
        (Get-ParameterStudy night | Get-StudyTrial -State Complete).Count | Should -Be 12
        { Get-ParameterStudy nothing -ErrorAction Stop } | Should -Throw -ErrorId 'Study.Missing*'
    }

    It 'does not go on with another script block as the strategy' {
        Start-ParameterStudy data/aaa_1d.csv { param($Bars) , [int[]] @(1) * $Bars.Count } 3 -Name block -NoOutput -SearchSpace @{ n = '4..40' } | Out-Null
        { Start-ParameterStudy data/aaa_1d.csv { param($Bars) , [int[]] @(-1) * $Bars.Count } 3 -Name block -Resume -NoOutput -SearchSpace @{ n = '4..40' } -ErrorAction Stop } | Should -Throw -ErrorId 'Study.Differs*'
    }

    It 'says with -WhatIf what it would do, and does nothing' {
        Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -Name dry -WhatIf | Should -BeNullOrEmpty
        Get-ParameterStudy dry -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'writes the best parameters into a configuration, and shows the difference with -WhatIf' {
        Set-Content config.toml "# kept`n[strategy.ma_crossover]`nfast_window = 7  # kept too`nslow_window = 90"
        Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -Config config.toml -UpdateConfig -NoOutput -WhatIf | Should -BeNullOrEmpty
        Get-Content config.toml -Raw | Should -Match 'fast_window = 7 '
        $study = Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -Config config.toml -UpdateConfig -NoOutput
        Get-Content config.toml -Raw | Should -Match "^# kept\r?\n\[strategy.ma_crossover\]\r?\nfast_window = $($study.BestParameters.fast_window)  # kept too\r?\nslow_window = $($study.BestParameters.slow_window)"
    }

    It 'names what is wrong and ends: <Id>' -ForEach @(
        @{ Id = 'Argument.SearchSpace'; More = @{ SearchSpace = @{ fast = '1..2' } } }
        @{ Id = 'Argument.StudyOption'; More = @{ Sampler = 'tpx' } }
        @{ Id = 'Argument.Objective'; More = @{ Objective = 'sharp' } }
        @{ Id = 'Argument.Objective'; More = @{ Constraint = 'trades >> 3' } }
    ) {
        { Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -NoOutput @More } | Should -Throw -ErrorId "$Id*"
    }

    It 'reads a time span as it is typed: <Line>' -ForEach @(@{ Line = '90s' }, @{ Line = '2d' }, @{ Line = '1.5h' }, @{ Line = '10m' }, @{ Line = '0:10' }, @{ Line = '([timespan] "0:10")' }) {
        # To PowerShell 90s is a number of type short, and 2d a decimal.
        Invoke-Expression "(Start-ParameterStudy data/aaa_1d.csv ma_crossover 3 -NoOutput -Timeout $Line).TrialCount" | Should -Be 3
    }

    It 'refuses a time that is none: <Line>' -ForEach @(@{ Line = '90' }, @{ Line = 'soon' }, @{ Line = '0s' }, @{ Line = '([timespan]::Zero)' }) {
        { Invoke-Expression "Start-ParameterStudy data/aaa_1d.csv ma_crossover 3 -NoOutput -Timeout $Line" } | Should -Throw '*is no time above 0. Write it like 90s, 10m, 2h or 1d*'
    }

    It 'says what is wrong with a script block as objective' -ForEach @(
        @{ Script = { throw 'oh no' }; Text = 'The script block of the objective failed: oh no' }
        @{ Script = { Get-Item nowhere -ErrorAction Stop }; Text = "The script block of the objective failed: Cannot find path '*nowhere' because it does not exist." }
        @{ Script = { $_.Shrpe }; Text = 'The script block of the objective returned nothing, or NaN.' }
        @{ Script = { 1; 2 }; Text = 'The script block of the objective returned 2 values, and 1 is wanted.*' }
        @{ Script = { 'text' }; Text = 'The script block of the objective returned "text", which is no number.*' }
    ) {
        $study = Start-ParameterStudy data/aaa_1d.csv ma_crossover 2 -NoOutput -Objective $Script -WarningVariable said -WarningAction SilentlyContinue
        $study.BestTrial | Should -BeNullOrEmpty
        $study.GetTrials()[0].Error | Should -BeLike $Text
        "$said" | Should -BeLike "*2 of 2 failed, trial 0 so: $Text*"
        ($study | Get-StudyTrial | Out-String -Width 200) | Should -BeLike "*slow_window=*$Text*"
    }

    It 'ends before it searches where the command cannot do what is asked: <Text>' -ForEach @(
        @{ Text = '*no configuration file*'; More = @{ UpdateConfig = $true } }
        @{ Text = '*no configuration file*'; More = @{ UpdateConfig = $true; WhatIf = $true } }
        @{ Text = '*a storage is given without one*'; More = @{ Storage = 'x.db' } }
        @{ Text = '*with a name can be gone on with*'; More = @{ Resume = $true } }
        @{ Text = '*name is empty*'; More = @{ Name = ' ' } }
        @{ Text = '*have no "Fold"*folds*'; More = @{ WalkForward = @{ Fold = 5 } } }
        @{ Text = '*Train is the number 365*quotes*'; More = @{ WalkForward = @{ Train = 365d; Test = '90d' } } }
    ) {
        { Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -NoOutput @More } | Should -Throw $Text -ErrorId 'Argument.Invalid*'
    }

    It 'does not go on with another script block as objective' {
        Start-ParameterStudy data/aaa_1d.csv ma_crossover 3 -Name own -NoOutput -Objective { $_.Sharpe } | Out-Null
        (Start-ParameterStudy data/aaa_1d.csv ma_crossover 4 -Name own -NoOutput -Resume -Objective { $_.Sharpe }).TrialCount | Should -Be 4
        { Start-ParameterStudy data/aaa_1d.csv ma_crossover 4 -Name own -NoOutput -Resume -Objective { $_.Calmar } -ErrorAction Stop } | Should -Throw '*another objective code*' -ErrorId 'Study.Differs*'
    }

    It 'writes nothing with -WhatIf, though the file of the study names one' {
        'name: kept', 'storage: kept.db', 'strategy: ma_crossover', 'trials: 4', 'data: data/aaa_1d.csv' | Set-Content study.yaml
        Set-Content what.toml "[strategy.ma_crossover]`nfast_window = 7"
        Start-ParameterStudy -StudyFile study.yaml -Config what.toml -UpdateConfig -WhatIf | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; Start-ParameterStudy -StudyFile study.yaml -Config what.toml -UpdateConfig } | Should -BeNullOrEmpty
        Test-Path kept.db | Should -BeFalse
        Get-Content what.toml -Raw | Should -Match 'fast_window = 7'
        (Start-ParameterStudy -StudyFile study.yaml -NoOutput).Storage | Should -BeLike '*kept.db'
    }

    It 'completes samplers, pruners, objectives and studies' {
        Start-ParameterStudy data/aaa_1d.csv ma_crossover 2 -Name completed -NoOutput | Out-Null
        foreach ($line in @{ Text = 'Start-ParameterStudy -Sampler so'; Word = 'sobol' }, @{ Text = 'Start-ParameterStudy -Pruner med'; Word = 'median' }, @{ Text = 'Start-ParameterStudy -Objective max_d'; Word = 'max_drawdown' }, @{ Text = 'Get-ParameterStudy compl'; Word = 'completed' }) {
            (TabExpansion2 $line.Text $line.Text.Length).CompletionMatches.CompletionText | Should -Contain $line.Word
        }
    }

    It 'rounds parameters for the eye, and keeps every digit' {
        $trial = Start-ParameterStudy data/aaa_1d.csv rsi_reversion 3 -NoOutput | Get-StudyTrial -Number 0
        $lower = $trial.Parameters.lower
        ($trial | Out-String -Width 200) | Should -Match "lower=$([regex]::Escape($lower.ToString('G6', [cultureinfo]::InvariantCulture))) "
        "$lower".Length | Should -BeGreaterThan 10
    }

    It 'shows a study and its trials within 80 columns' {
        $study = Start-ParameterStudy data/aaa_1d.csv ma_crossover 6 -NoOutput
        $list = $study | Out-String -Width 80
        $list | Should -Match 'BestParameters +: fast_window=\d+ slow_window=\d+'
        $list | Should -Match 'Overfitting +: Of \d+ parameter sets'
        # Sentences break between words.
        ($list -replace '\s+', ' ') | Should -BeLike "*$($study.Overfitting.Verdict)*"
        ($list -replace '\s+', ' ') | Should -BeLike "*gp ($($study.SamplerReason))*"
        ($study | Get-StudyTrial | Out-String -Width 80) | Should -Match 'Number State +Value Note +Parameters'
    }
}
