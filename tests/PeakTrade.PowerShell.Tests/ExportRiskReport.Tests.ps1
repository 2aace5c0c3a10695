# The risk report of runs, as a user writes it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    $null = New-SampleData -Interval Daily -Count 600
    $path = (Get-ChildItem data/*.csv)[0].FullName
}
AfterAll { Pop-Location }

Describe 'Export-RiskReport' {
    It 'writes four files into the folder of a stored run' {
        $run = Invoke-Backtest $path -Strategy ma_crossover
        $files = $run | Export-RiskReport
        $files | Should -BeOfType System.IO.FileInfo
        $files.Name | Should -Be risk_report.html, risk_report.md, risk_report.csv, risk_report.json
        $files[0].DirectoryName | Should -Be (Join-Path $run.RunPath reports)
        (Get-Content $files[3].FullName -Raw | ConvertFrom-Json).relative.beta | Should -BeOfType double
        (Export-RiskReport -RunPath $run.RunPath -Force).Count | Should -Be 4
    }

    It 'hands on the report with -PassThru, and views of it' {
        $risk = Invoke-Backtest $path -Strategy ma_crossover -NoSave | Export-RiskReport risk -Format Markdown -PassThru
        $risk | Should -BeOfType PeakTrade.RiskReport
        Get-ChildItem risk | ForEach-Object Name | Should -Be risk_report.md
        $risk.Months.Count | Should -BeGreaterThan 12
        ($risk | Format-List | Out-String) | Should -Match '(?m)^Beta +: -?\d'
        ($risk.Drawdowns | Out-String) | Should -Match '(?m)^ *1 +-\d+\.\d\d %'
        ($risk.ValuesAtRisk | Out-String -Width 160) | Should -Match 'CornishFisher +0\.99'
        ($risk.Rolling | Out-String -Width 160) | Should -Match '(?m)^1 month +30 '
        @($risk.Series).Count | Should -Be 600
    }

    It 'takes a benchmark that is named' {
        $null = New-SampleData ETH/EUR -Interval Daily -Count 600
        $other = (Get-ChildItem data/eth*.csv).FullName
        $risk = Invoke-Backtest $path -Strategy ma_crossover -NoSave | Export-RiskReport own -Benchmark $other -PassThru
        $risk.Benchmark | Should -Match eth
    }

    It 'writes the report of a run of a batch beside its evidence' {
        $batch = "batch_name: small`ndefaults: { data_path: data, strategy: ma_crossover, symbols: [BTC/EUR], start_date: 2020-01-01, end_date: 2021-01-01 }`nruns: [{ id: one }, { id: two, fee_bps: 3 }]"
        $files = $batch | Invoke-BatchBacktest | Tee-Object -Variable runs | Export-RiskReport -Format Json
        $files.Directory.Name | Should -Be risk_report, risk_report
        $files.Directory.Parent.Name | Should -Be one, two
        ($runs | Export-TcaReport -Format Json).Directory.Name | Should -Be tca, tca
    }

    It 'refuses to write one report over another of the same pipeline' {
        $runs = 1..2 | ForEach-Object { Invoke-Backtest $path -Strategy ma_crossover -NoSave }
        $files = $runs | Export-RiskReport both -Force -ErrorVariable faults -ErrorAction SilentlyContinue
        $files.Count | Should -Be 4
        $faults[0].FullyQualifiedErrorId | Should -Match '^Output.NotWritten'
    }

    It 'writes nothing with -WhatIf, and says of other things that there is no report of them' {
        Invoke-Backtest $path -Strategy ma_crossover -NoSave | Export-RiskReport never -WhatIf | Should -BeNullOrEmpty
        'never' | Should -Not -Exist
        $null = 'text' | Export-RiskReport -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -Match '^Report.NotAvailable'
    }
}
