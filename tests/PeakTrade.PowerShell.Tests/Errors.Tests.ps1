# What bad input comes to: its id, category, target and action; and that nothing half-done is left.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData AAA -Interval Daily -Count 200 | Out-Null
    $good = 'data/aaa_1d.csv'
    New-Item bad, bad/nothing -ItemType Directory | Out-Null
    Set-Content bad/empty.csv '' -NoNewline
    Set-Content bad/header.csv 'timestamp,open,high,low,close'
    Set-Content bad/junk.csv -AsByteStream -Value ([byte[]] (0..255 * 40))
    Set-Content bad/line.csv ("timestamp,open,high,low,close`n2020-01-01," + [string]::new('1', 10000000))
    Set-Content bad/rows.csv 'timestamp,open,high,low,close', '2020-01-01,10,11,9,10', '2020-01-02,10,8,9,10', '2020-01-03,10,11,9,10'

    # The error that a command writes; a terminating one would end it.
    function ErrorOf([scriptblock] $Command) {
        $found = $null
        & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 -OutVariable found | Out-Null
        return $found[0]
    }
    function EndOf([scriptblock] $Command) {
        try { & $Command | Out-Null } catch { return $_ }
        throw 'It did not end.'
    }
}
AfterAll { Pop-Location }

Describe 'A bad item' {
    It 'has its own id, category, target and action' -ForEach @(
        @{ File = 'bad/none.csv'; Id = 'Data.Missing'; Category = 'ObjectNotFound' }
        @{ File = 'bad/none*.csv'; Id = 'Data.Missing'; Category = 'ObjectNotFound' }
        @{ File = 'nodrive:x.csv'; Id = 'Data.Missing'; Category = 'ObjectNotFound' }
        @{ File = 'Env:HOME'; Id = 'Data.Missing'; Category = 'ObjectNotFound' }
        @{ File = 'bad/nothing'; Id = 'Data.Missing'; Category = 'ObjectNotFound' }
        @{ File = 'bad/empty.csv'; Id = 'Data.Empty'; Category = 'InvalidData' }
        @{ File = 'bad/header.csv'; Id = 'Data.Empty'; Category = 'InvalidData' }
        @{ File = 'bad/junk.csv'; Id = 'Data.Format'; Category = 'InvalidData' }
        @{ File = 'bad/line.csv'; Id = 'Data.Format'; Category = 'InvalidData' }
        @{ File = 'bad/rows.csv'; Id = 'Data.BadRow'; Category = 'InvalidData' }
    ) {
        $fault = ErrorOf { Invoke-Backtest $File ma_crossover }
        $fault.FullyQualifiedErrorId | Should -Be "$Id,PeakTrade.PowerShell.Cmdlets.InvokeBacktestCommand"
        $fault.CategoryInfo.Category | Should -Be $Category
        "$($fault.TargetObject)" | Should -BeLike "*$(Split-Path -Leaf $File)".Replace('none*.csv', '*none*.csv')
        $fault.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Test-Path results | Should -BeFalse
    }

    It 'stops itself only' {
        $results = @(Get-Item bad/rows.csv, $good | Invoke-Backtest -Strategy ma_crossover -NoSave -ErrorAction SilentlyContinue -ErrorVariable faults)
        $results.Symbol | Should -Be 'aaa_1d'
        $faults.Count | Should -Be 1
    }

    It 'stops all where the user says so' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $end = EndOf { Invoke-Backtest bad/none.csv, $good ma_crossover -NoSave -ErrorAction Stop | ForEach-Object { $seen.Add($_) } }
        $end.FullyQualifiedErrorId | Should -BeLike 'Data.Missing,*'
        $seen.Count | Should -Be 0
    }

    It 'names the wrong parameters of a strategy all at once' {
        $fault = ErrorOf { Invoke-Backtest $good ma_crossover @{ fast = 1; slow_window = 'abc' } }
        $fault.FullyQualifiedErrorId | Should -BeLike 'Strategy.Parameter,*'
        "$fault" | Should -Match 'no parameter "fast"[\s\S]*slow_window must be a whole number, 30 to 100, and is "abc"'
        Test-Path results | Should -BeFalse
    }

    It 'says which strategies there are' {
        $fault = ErrorOf { Invoke-Backtest $good ma_cross }
        $fault.FullyQualifiedErrorId | Should -BeLike 'Strategy.Unknown,*'
        $fault.TargetObject | Should -Be 'ma_cross'
        "$fault" | Should -Match 'Did you mean "ma_crossover"'
    }

    It 'says when a window is longer than the data' {
        (ErrorOf { Invoke-Backtest $good rsi_reversion @{ use_trend_filter = $true; trend_window = 400 } }).FullyQualifiedErrorId | Should -BeLike 'Strategy.TooFewBars,*'
        Test-Path results | Should -BeFalse
    }

    It 'asks for what was not given' {
        (ErrorOf { Invoke-Backtest -Strategy ma_crossover }).FullyQualifiedErrorId | Should -BeLike 'Data.NotGiven,*'
        (ErrorOf { Invoke-Backtest $good }).FullyQualifiedErrorId | Should -BeLike 'Strategy.NotGiven,*'
    }

    It 'is named among dropped rows by a warning' {
        $result = Invoke-Backtest bad/rows.csv -Strategy { param($Bars) @(0) * $Bars.Count } -Setting @{ 'data.on_bad_row' = 'drop' } -NoSave -WarningVariable warnings -WarningAction SilentlyContinue
        $result.RowsDropped | Should -Be 1
        "$warnings" | Should -Match '1 of 3 rows'
    }
}

Describe 'A script that breaks its contract' {
    It 'is told so' -ForEach @(
        @{ What = 'too few'; Id = 'Strategy.BadStates'; Script = { 1, 0 }; Says = 'returned 2 states for 200 bars' }
        @{ What = 'seven'; Id = 'Strategy.BadStates'; Script = { param($Bars) @(7) * $Bars.Count }; Says = 'returned "7" for bar 0' }
        @{ What = 'text'; Id = 'Strategy.BadStates'; Script = { param($Bars) @('long') * $Bars.Count }; Says = 'returned "long" for bar 0' }
        @{ What = 'nothing'; Id = 'Strategy.BadStates'; Script = { }; Says = 'returned 0 states for 200 bars' }
        @{ What = 'throws'; Id = 'Strategy.Threw'; Script = { throw 'no idea' }; Says = 'no idea' }
        @{ What = 'breaks'; Id = 'Strategy.Threw'; Script = { break }; Says = 'failed on aaa_1d' }
    ) {
        $fault = ErrorOf { Invoke-Backtest $good -Strategy $Script }
        $fault.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $fault.CategoryInfo.Category | Should -Be 'InvalidOperation'
        "$fault" | Should -Match $Says
        Test-Path results | Should -BeFalse
    }

    It 'fails its own run only' {
        $n = @{ Calls = 0 }
        $results = @($good, $good | Invoke-Backtest -NoSave -ErrorAction SilentlyContinue -Strategy { param($Bars) if (++$n.Calls -eq 1) { throw 'once' }; @(1) * $Bars.Count })
        $results.Count | Should -Be 1
    }
}

Describe 'A bad configuration' {
    It 'ends the command, and lists all its faults' {
        '[backtest]', 'fee_bp = 1', 'start_capital = "x"' | Set-Content bad/config.toml
        $end = EndOf { $good, $good | Invoke-Backtest -Strategy ma_crossover -Config bad/config.toml }
        $end.FullyQualifiedErrorId | Should -BeLike 'Config.Invalid,*'
        $end.CategoryInfo.Category | Should -Be 'InvalidArgument'
        "$end" | Should -Match 'Did you mean "fee_bps"[\s\S]*start_capital'
    }

    It 'ends the command where it is not there or no TOML' {
        (EndOf { Invoke-Backtest -Config bad/none.toml }).FullyQualifiedErrorId | Should -BeLike 'Config.Missing,*'
        'x = [' | Set-Content bad/broken.toml
        (EndOf { Invoke-Backtest -Config bad/broken.toml }).FullyQualifiedErrorId | Should -BeLike 'Config.Syntax,*'
        (EndOf { Invoke-Backtest -Config Env:HOME }).FullyQualifiedErrorId | Should -BeLike 'Argument.Invalid,*'
    }

    It 'given by a parameter ends the command as well' {
        (EndOf { $good, $good | Invoke-Backtest -Strategy ma_crossover -FeeBps -3 }).FullyQualifiedErrorId | Should -BeLike 'Config.Invalid,*'
    }
}

Describe 'Other commands' {
    It 'name what they cannot find' {
        (ErrorOf { Get-RunResult ffff }).FullyQualifiedErrorId | Should -BeLike 'Run.Missing,*'
        (ErrorOf { Get-Strategy nope }).FullyQualifiedErrorId | Should -BeLike 'Strategy.Unknown,*'
        (ErrorOf { Register-Strategy none.dll }).FullyQualifiedErrorId | Should -BeLike 'Strategy.FileMissing,*'
        (ErrorOf { Register-Strategy none*.dll }).FullyQualifiedErrorId | Should -BeLike 'Strategy.FileMissing,*'
        (ErrorOf { Test-Strategy nope }).TargetObject | Should -Be 'nope'
        (ErrorOf { New-SampleData AAA -Interval Daily -Count 200 }).FullyQualifiedErrorId | Should -BeLike 'Output.NotWritten,*'
    }

    It 'never answer nothing with a fault of their own' {
        foreach ($command in { Invoke-Backtest $null $null }, { Invoke-Backtest $good ma_crossover $null -Setting $null }, { Get-RunResult $null }, { Get-RunResult -ResultsRoot $null }, { Get-Strategy $null }, { Test-Strategy $null }, { New-SampleData $null }, { New-SampleData -Path '' }, { Register-Strategy $null }, { Register-Strategy '' }) {
            $fault = try { ErrorOf $command } catch { $_ }
            $fault | Should -Not -BeNullOrEmpty -Because $command
            $fault.Exception | Should -Not -BeOfType ([NullReferenceException]) -Because $command
        }
    }

    It 'tell of a damaged run and still bring the others' {
        $one = Invoke-Backtest $good ma_crossover -ResultsRoot store
        $two = Invoke-Backtest $good ma_crossover -ResultsRoot store
        Set-Content "$($one.RunPath)/run.json" 'junk'
        (Get-RunResult -ResultsRoot store -ErrorAction SilentlyContinue -ErrorVariable faults).RunId | Should -Be $two.RunId
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Run.Damaged,*'
    }

    It 'never take a result that was not stored for all runs' {
        Invoke-Backtest $good ma_crossover -NoSave | Get-RunResult -ResultsRoot store -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
