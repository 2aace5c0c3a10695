# Strategies of the user's own: script blocks and .NET classes.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData AAA -Interval Daily -Count 300 | Out-Null
    $file = 'data/aaa_1d.csv'
    $own = @'
using System; using PeakTrade;
public class NAME : IStrategy
{
    public StrategyInfo Info { get; } = new StrategyInfo("KEY", "Always long", new[] { Parameter.Integer("from", 0, 0, 100, "The first bar to hold") });
    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) { states.Slice(parameters.Integer("from")).Fill(1); }
}
'@
    $abstractions = [PeakTrade.IStrategy].Assembly.Location
    if (-not ('InMemory' -as [type])) { Add-Type -TypeDefinition $own.Replace('NAME', 'InMemory').Replace('KEY', 'in_memory') -ReferencedAssemblies $abstractions }
}
AfterAll { Pop-Location }

Describe 'A script block' {
    It 'returns its states one by one, as an array, and as a typed array with a comma' {
        $results = foreach ($script in
            { param($Bars) $close = $Bars.Close; for ($t = 0; $t -lt $Bars.Count; $t++) { if ($t -gt 0 -and $close[$t] -gt $close[$t - 1]) { 1 } else { -1 } } },
            { param($Bars) $close = $Bars.Close; @(0..($Bars.Count - 1) | ForEach-Object { if ($_ -gt 0 -and $close[$_] -gt $close[$_ - 1]) { 1 } else { -1 } }) },
            { param($Bars) $close = $Bars.Close; $states = [sbyte[]]::new($Bars.Count); for ($t = 0; $t -lt $Bars.Count; $t++) { $states[$t] = if ($t -gt 0 -and $close[$t] -gt $close[$t - 1]) { 1 } else { -1 } }; , $states },
            { param($Bars) $close = $Bars.Close; $states = [int[]]::new($Bars.Count); for ($t = 0; $t -lt $Bars.Count; $t++) { $states[$t] = if ($t -gt 0 -and $close[$t] -gt $close[$t - 1]) { 1 } else { -1 } }; $states }) {
            Invoke-Backtest $file -Strategy $script -NoSave
        }
        $results.Count | Should -Be 4
        $results.FinalEquity | Select-Object -Unique | Should -HaveCount 1
        $results[0].Trades | Should -BeGreaterThan 10
    }

    It 'works on a pipeline of files' {
        (Get-ChildItem $file, $file | Invoke-Backtest -Strategy { param($Bars) @(1) * $Bars.Count } -NoSave).Trades | Should -Be 1, 1
    }

    It 'sees the parameters, the columns, and what the session holds' {
        function Get-One { 1 }
        $two = 2
        $seen = @{}
        Invoke-Backtest $file -Parameter @{ window = 5 } -NoSave -Strategy {
            param($Bars, $Parameters)
            $seen.Window = $Parameters.window; $seen.Two = $two; $seen.Symbol = $Bars.Symbol; $seen.Kind = $Bars.Time[0].Kind
            $seen.Columns = $Bars.Open.Count, $Bars.High.Count, $Bars.Low.Count, $Bars.Close.Count, $Bars.Volume.Count
            @(Get-One) * $Bars.Count
        } | Out-Null
        $seen.Window, $seen.Two, $seen.Symbol, $seen.Kind | Should -Be 5, 2, 'aaa_1d', 'Utc'
        $seen.Columns | Should -Be 300, 300, 300, 300, 300
    }

    It 'cannot spoil the data of the next run' {
        $clean = Invoke-Backtest $file ma_crossover -NoSave
        Invoke-Backtest $file -NoSave -Strategy { param($Bars) $Bars.Close[5] = 1000; @(0) * $Bars.Count } | Out-Null
        (Invoke-Backtest $file ma_crossover -NoSave).FinalEquity | Should -Be $clean.FinalEquity
    }

    It 'may run a backtest itself' {
        $result = Invoke-Backtest $file -NoSave -Strategy { param($Bars) $inner = Invoke-Backtest $file ma_crossover -NoSave; @([int] ($inner.Trades -gt 0)) * $Bars.Count }
        $result.Trades | Should -Be 1
    }

    It 'is quick over a million bars with the indicators of the engine' {
        New-SampleData BIG -Interval OneMinute -Count 1000000 -Path big | Out-Null
        $script = {
            param($Bars, $Parameters)
            $close = $Bars.Close
            $average = [PeakTrade.Engine.Sma]::Values($close, 50)
            $states = [sbyte[]]::new($close.Length)
            for ($t = 50; $t -lt $close.Length; $t++) { if ($close[$t] -gt $average[$t]) { $states[$t] = 1 } }
            , $states
        }
        $took = Measure-Command { $script:big = Invoke-Backtest big/big_1m.csv -Strategy $script -NoSave }
        $big.Bars | Should -Be 1000000
        $took.TotalSeconds | Should -BeLessThan 8
    }
}

Describe 'A script block that looks ahead' {
    It 'is caught with the first bar' {
        $report = Test-Strategy { param($Bars) $states = [int[]]::new($Bars.Count); for ($t = 100; $t -lt $Bars.Count; $t++) { $states[$t] = [Math]::Sign($Bars.Close[[Math]::Min($t + 1, $Bars.Count - 1)] - $Bars.Close[$t]) }; , $states } -Path $file
        $report.Passed | Should -BeFalse
        $report.FirstBar | Should -Be 100
        $report.Time | Should -Be ([datetime]::new(2020, 1, 1).AddDays(100))
    }

    It 'is let go where it does not' {
        (Test-Strategy { param($Bars) @(1) * $Bars.Count } -Path $file).Passed | Should -BeTrue
    }
}

Describe 'A registered strategy' {
    It 'may be a script block' {
        (Register-Strategy -Key half_script -ScriptBlock { param($Bars) @(1) * $Bars.Count } -Description 'Always long' -Force).Source | Should -Be 'script'
        (Invoke-Backtest $file half_script -NoSave).Trades | Should -Be 1
        (Get-Strategy half_script).Description | Should -Be 'Always long'
    }

    It 'that is a closure keeps what it closed over' {
        $state = 1
        $closure = { param($Bars) @($state) * $Bars.Count }.GetNewClosure()
        $state = 0
        Register-Strategy -Key closure -ScriptBlock $closure -Force | Out-Null
        (Invoke-Backtest $file closure -NoSave).Trades | Should -Be 1
    }

    It 'may be a class of the session, registered or as an object' {
        Register-Strategy -Type ([InMemory]) -Force | Out-Null
        $registered = Invoke-Backtest $file in_memory @{ from = 10 } -NoSave
        $registered.Trades | Should -Be 1
        (Invoke-Backtest $file ([InMemory]::new()) @{ from = 10 } -NoSave).FinalEquity | Should -Be $registered.FinalEquity
        ([InMemory]::new() | Test-Strategy -Path $file).Passed | Should -BeTrue
    }

    It 'may come from an assembly, whose file stays free' {
        $assembly = Join-Path (Get-Item .).FullName "Own$PID.dll"
        Add-Type -TypeDefinition $own.Replace('NAME', 'FromFile').Replace('KEY', 'from_file') -ReferencedAssemblies $abstractions -OutputAssembly $assembly
        (Get-Item $assembly | Register-Strategy -Force).Key | Should -Be 'from_file'
        (Invoke-Backtest $file from_file -NoSave).Trades | Should -Be 1
        Remove-Item $assembly
        Test-Path $assembly | Should -BeFalse
    }

    It 'is replaced only by force, and a built-in one never' {
        Register-Strategy -Key taken -ScriptBlock { param($Bars) @(1) * $Bars.Count } -Force | Out-Null
        Register-Strategy -Key taken -ScriptBlock { param($Bars) @(0) * $Bars.Count } -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Strategy.KeyTaken,*'
        (Invoke-Backtest $file taken -NoSave).Trades | Should -Be 1
        Register-Strategy -Key taken -ScriptBlock { param($Bars) @(0) * $Bars.Count } -Force | Out-Null
        (Invoke-Backtest $file taken -NoSave).Trades | Should -Be 0
        Register-Strategy -Key ma_crossover -ScriptBlock { 1 } -Force -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Strategy.KeyTaken,*'
    }

    It 'is not made by -WhatIf' {
        Register-Strategy -Key what_if -ScriptBlock { 1 } -WhatIf
        Get-Strategy what_if* | Should -BeNullOrEmpty
        New-SampleData XYZ -Path nowhere -WhatIf
        Test-Path nowhere | Should -BeFalse
    }
}
