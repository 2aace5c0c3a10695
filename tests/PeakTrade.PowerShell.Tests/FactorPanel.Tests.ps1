# Factors of many instruments: panels, rows, the store, and factors of the user's own.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    New-SampleData AAA, BBB -Interval Daily -Count 400 | Out-Null
    $own = @'
using System; using PeakTrade;
public class OwnRange : IFactor
{
    private readonly double _times;
    public OwnRange() : this(1) { }
    public OwnRange(double times) { _times = times; }
    public string Name { get { return "range"; } }
    public bool NeedsMarket { get { return false; } }
    public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) { for (var t = 0; t < values.Length; t++) values[t] = _times * (bars.High[t] / bars.Low[t] - 1); }
}
'@
    if (-not ('OwnRange' -as [type])) { Add-Type -TypeDefinition $own -ReferencedAssemblies ([PeakTrade.IFactor].Assembly.Location) }
}
AfterAll { Pop-Location }

Describe 'A panel' {
    It 'is a row for each time with a property for each instrument' {
        $rows = (Get-FactorPanel momentum_3_1 data).GetRows()
        $rows.Count | Should -Be 400
        $rows[0].PSObject.Properties.Name | Should -Be 'Time', 'aaa_1d', 'bbb_1d'
        $rows[0].Time | Should -Be ([datetime] '2020-01-01')
        $rows[0].aaa_1d | Should -BeNullOrEmpty
        $rows[399].aaa_1d | Should -BeOfType double
    }

    It 'goes into a CSV as it is' {
        (Get-FactorPanel momentum_3_1 data).GetRows() | Export-Csv panel.csv
        $back = Import-Csv panel.csv
        $back.Count | Should -Be 400
        [double]::Parse($back[399].bbb_1d, [cultureinfo]::InvariantCulture) | Should -Be (Get-FactorPanel momentum_3_1 data)[399, 1]
        $back[0].bbb_1d | Should -Be ''
    }

    It 'gives one instrument, one time and one value' {
        $panel = Get-FactorPanel rsi_14 data
        $panel.GetSeries('aaa_1d').Count | Should -Be 400
        $panel.ValueAt('2020-06-01', 'aaa_1d') | Should -Be $panel.GetSeries('aaa_1d')[$panel.RowAt('2020-06-01')]
        $panel.GetTimes()[1] | Should -Be ([datetime] '2020-01-02')
    }

    It 'shows a span, whose first values know what lies before' {
        $panel = Get-FactorPanel rsi_14 data -From 2020-06-01 -To 2020-06-03
        $panel.Count | Should -Be 2
        $panel[0, 0] | Should -Be (Get-FactorPanel rsi_14 data).ValueAt('2020-06-01', 'aaa_1d')
    }

    It 'is shown in at most eight columns, without its values' {
        $text = Get-FactorPanel rsi_14, zscore_20 data -NoCache | Out-String -Width 120
        $text | Should -Match 'Factor\s+Symbols\s+Times\s+From\s+To\s+Cached\s+Key'
        $text | Should -Match 'rsi_14\s+2\s+400\s+2020-01-01 00:00Z\s+2021-02-03 00:00Z\s+False'
    }

    It 'takes names from the pipeline' {
        ('rsi_14', 'zscore_20' | Get-FactorPanel -Path data).Factor | Should -Be 'rsi_14', 'zscore_20'
    }
}

Describe 'The store' {
    It 'gives what was computed before, and computes by force' -Tag DuckDb {
        $first = Get-FactorPanel drawdown_50 data
        if (-not (Test-Path data/factors)) { Set-ItResult -Skipped -Because 'DuckDB''s native library is not there'; return }
        $again = Get-FactorPanel drawdown_50 data
        $first.Cached, $again.Cached | Should -Be $false, $true
        $again.Key | Should -Be $first.Key
        (Get-FactorPanel drawdown_50 data -Force).Cached | Should -BeFalse
        (Get-FactorPanel drawdown_50 data -NoCache).Cached | Should -BeFalse
        Test-Path "data/factors/drawdown_50/$($first.Key).parquet" | Should -BeTrue
    }

    It 'lies where it is asked to' {
        Get-FactorPanel drawdown_20 data -Store elsewhere | Out-Null
        Test-Path data/factors/drawdown_20 | Should -BeFalse
    }
}

Describe 'A factor of the user''s own' {
    It 'may be script blocks and functions by name, computed each time' -Tag DuckDb {
        function Get-Twice { param($Bars) foreach ($close in $Bars.Close) { 2 * $close } }
        $panels = Get-FactorPanel @{ gap = { param($Bars) $null; 1..($Bars.Count - 1) | ForEach-Object { $Bars.Open[$_] / $Bars.Close[$_ - 1] - 1 } }; twice = ${function:Get-Twice} } data
        $panels.Factor | Should -Be 'gap', 'twice'
        [double]::IsNaN($panels[0][0, 0]) | Should -BeTrue
        $panels[1][7, 0] | Should -BeGreaterThan 0
        $said = Get-FactorPanel @{ twice = ${function:Get-Twice} } data -Verbose 4>&1
        "$said" | Should -Match 'twice is not stored: twice holds a ScriptBlock'
        $panels.Key | Should -Be '', ''
    }

    It 'may be an object or a type of a class' {
        $panels = Get-FactorPanel ([OwnRange]::new(2)), ([OwnRange]) data
        $panels.Count | Should -Be 2 -Because 'each has other parameters'
        $panels[0][9, 0] | Should -Be (2 * $panels[1][9, 0])
    }

    It 'that returns something else than a number a bar is refused' {
        Get-FactorPanel @{ short = { 1, 2 } } data -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Factor.BadValues,*'
        "$($faults[0])" | Should -Match 'short returned 2 numbers for 400 bars of aaa_1d'
        Get-FactorPanel @{ words = { param($Bars) @('x') * $Bars.Count } } data -ErrorAction SilentlyContinue -ErrorVariable faults
        "$($faults[0])" | Should -Match 'words returned "x" for bar 0'
        Get-FactorPanel @{ failing = { throw 'no luck' } } data -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Factor.Threw,*'
        "$($faults[0])" | Should -Match 'no luck'
    }
}

Describe 'What cannot be had' {
    It 'is said for each factor, and the others are made' {
        $panels = Get-FactorPanel momntum_12_1, rsi_14 data -ErrorAction SilentlyContinue -ErrorVariable faults
        $panels.Factor | Should -Be 'rsi_14'
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Factor.Unknown,*'
        $faults[0].ErrorDetails.RecommendedAction | Should -Be 'Did you mean "momentum_12_1"?'
        $faults[0].TargetObject | Should -Be 'momntum_12_1'
    }

    It 'is a lake that is not there' {
        Get-FactorPanel rsi_14 -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Data.Missing,*'
    }

    It 'is refused where it is no factor at all' {
        { Get-FactorPanel ([datetime]) data } | Should -Throw '*is no factor*'
        { Get-FactorPanel 5 data } | Should -Throw '*"5" is no factor*'
    }
}

Describe 'The names of factors' {
    It 'are completed' {
        (TabExpansion2 'Get-FactorPanel mom' 19).CompletionMatches.CompletionText | Should -Be 'momentum_12_1'
        (TabExpansion2 'Get-FactorPanel rsi_14, vol' 27).CompletionMatches.CompletionText | Should -Be 'volatility_60d', 'volume_ratio_20'
    }
}

Describe 'docs/factors.md' {
    It 'has lines that run as they stand' {
        New-Item -ItemType Directory docs | Push-Location
        $page = Get-Content -Raw (Join-Path $folder docs factors.md)
        $block = [regex]::Match($page, '(?s)```powershell\r?\n(.*?)```').Groups[1].Value
        $written = Invoke-Expression $block
        Pop-Location
        ($written | Where-Object { $_ -is [PeakTrade.FactorPanel] }).Factor | Should -Be 'momentum_12_1', 'volatility_60d', 'reversal_5d', 'range'
        (Import-Csv docs/panel.csv)[0].Time | Should -Be '01/01/2022 00:00:00'
    }
}
