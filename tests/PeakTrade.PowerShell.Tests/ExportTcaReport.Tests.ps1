# What trading cost a run, as a user asks for it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    $null = New-SampleData
    $home0 = (Get-Item TestDrive:/).FullName.TrimEnd('/')
    function ErrorOf([scriptblock] $Command) { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 }
}
AfterAll { Pop-Location }

Describe 'Export-TcaReport' {
    It 'writes all forms into the folder of a stored run and hands the files over' {
        $run = Get-Item data/*.csv | Select-Object -First 1 | Invoke-Backtest -Strategy ma_crossover
        $files = $run | Export-TcaReport
        $files | Should -BeOfType System.IO.FileInfo
        $files.Name | Should -Be tca_report.html, tca_report.md, tca_summary.csv, tca_fills.csv, tca_report.json
        $files[0].DirectoryName | Should -Be (Join-Path $run.RunPath reports)
        (Get-Content $files[4] -Raw | ConvertFrom-Json).sensitivity.is_approximate | Should -BeFalse
    }

    It 'takes stored runs as they are found, and says so where their files are there already' {
        $fault = ErrorOf { Get-RunResult -Latest 1 | Export-TcaReport }
        $fault.FullyQualifiedErrorId | Should -Match '^Output.NotWritten'
        (Get-RunResult -Latest 1 | Export-TcaReport -Force).Count | Should -Be 5
    }

    It 'goes to the folder of -Path in the forms of -Format' {
        $files = Get-RunResult -Latest 1 | Export-TcaReport costs -Format Html, Csv
        $files.FullName | Should -Be (Join-Path $home0 costs/tca_report.html), (Join-Path $home0 costs/tca_summary.csv), (Join-Path $home0 costs/tca_fills.csv)
        (Import-Csv costs/tca_fills.csv).Count | Should -BeGreaterThan 1
    }

    It 'hands over the report itself with -PassThru' {
        $report = Get-RunResult -Latest 1 | Export-TcaReport -Path passed -PassThru -NoReplay
        $report | Should -BeOfType PeakTrade.TcaReport
        $report.Sensitivity.IsApproximate | Should -BeTrue
        ($report.Groups | Where-Object By -eq Side).Name | Should -Be buy, sell
        ($report | Format-Table | Out-String) | Should -Match 'Symbol\s+Strategy\s+Fills\s+Notional\s+Shortfall\s+Bps\s+BreakEven'
        ($report.Groups | Format-Table | Out-String) | Should -Match 'By\s+Name\s+Fills\s+Delay\s+Slippage\s+Fees\s+Borrow\s+Bps'
        ($report.Fills | Format-Table | Out-String) | Should -Match 'Time\s+Symbol\s+Kind\s+Units\s+Decision\s+Filled\s+Shortfall\s+Bps'
        ($report.Trades | Format-Table | Out-String) | Should -Match 'Number\s+Symbol\s+Side\s+Entry\s+Paper\s+Shortfall\s+Profit\s+Bps'
    }

    It 'reads the run of a folder' {
        $run = Get-RunResult -Latest 1
        (Export-TcaReport -RunPath $run.RunPath -Path own -Format Markdown).Name | Should -Be tca_report.md
    }

    It 'puts a run that is not stored where the user stands' {
        $files = Get-Item data/*.csv | Select-Object -First 1 | Invoke-Backtest -Strategy ma_crossover -NoSave | Export-TcaReport -Format Json
        $files.FullName | Should -Be (Join-Path $home0 tca_report/tca_report.json)
    }

    It 'does not write two runs to one folder, whatever is forced' {
        $run = Get-RunResult -Latest 1
        $fault = ErrorOf { $run, $run | Export-TcaReport -Path both -Force -NoReplay }
        "$fault" | Should -Match 'holds the report of another run of this pipeline'
    }

    It 'says of a vectorized run what to do, and goes on' {
        $blind = Get-Item data/*.csv | Select-Object -First 1 | Invoke-Backtest -Strategy ma_crossover -Execution Vectorized -NoSave
        $files = $blind, (Get-RunResult -Latest 1) | Export-TcaReport -Format Json -Force -ErrorVariable faults -ErrorAction SilentlyContinue
        $files.Count | Should -Be 1
        $faults[0].FullyQualifiedErrorId | Should -Match '^Report.NoOrders'
        "$($faults[0])" | Should -Match 'execution = "pipeline"'
        $faults[0].CategoryInfo.Category | Should -Be InvalidData
    }

    It 'refuses what is no run' {
        (ErrorOf { 'text' | Export-TcaReport }).FullyQualifiedErrorId | Should -Match '^Report.NotAvailable'
    }

    It 'writes nothing with -WhatIf' {
        Get-RunResult -Latest 1 | Export-TcaReport -Path never -WhatIf | Should -BeNullOrEmpty
        'never' | Should -Not -Exist
    }
}
