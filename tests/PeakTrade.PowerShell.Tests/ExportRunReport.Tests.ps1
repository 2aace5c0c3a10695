# The pages of studies and runs, as a user writes them.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    function New-Study($Name, $Count = 20) {
        $trials = foreach ($k in 0..($Count - 1)) {
            $values = [System.Collections.Generic.Dictionary[string, object]]::new()
            $values['fast_window'] = [long] (5 + $k)
            $values['slow_window'] = [long] (20 + $k * 7 % 50)
            [PeakTrade.StudyTrial] @{
                Study = $Name; Number = $k; State = 'Complete'; Strategy = 'ma_crossover'; Parameters = [PeakTrade.ParameterSet]::new($values)
                Values = [double[]] ($k % 7 / 3)
            }
        }
        $study = [PeakTrade.ParameterStudy]::new([Func[System.Collections.Generic.IReadOnlyList[PeakTrade.StudyTrial]]] { , [PeakTrade.StudyTrial[]] $trials }.GetNewClosure())
        $set = @{
            Name = $Name; Strategy = 'ma_crossover'; Objectives = [string[]] 'sharpe'; Directions = [PeakTrade.StudyDirection[]] 'Maximize'; Sampler = 'random'
            Seed = 42; TrialCount = $Count; Complete = $Count; BestTrial = $trials[6]
        }
        foreach ($property in $set.GetEnumerator()) { $study.($property.Key) = $property.Value }
        $null = $study.GetTrials() # Read here, where the script block can run.
        $study
    }
    function ErrorOf([scriptblock] $Command) { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 }
}
AfterAll { Pop-Location }

Describe 'Export-RunReport' {
    It 'writes a study to a file of its name and hands the file over' {
        $file = New-Study 'btc: fast/slow' | Export-RunReport
        $file | Should -BeOfType System.IO.FileInfo
        $file.Name | Should -Be 'btc_ fast_slow.html'
        $file.DirectoryName | Should -Be (Get-Item TestDrive:/).FullName.TrimEnd('/')
        $page = Get-Content $file -Raw
        $page | Should -Match '(?s)^<!DOCTYPE html>.*btc: fast/slow.*fast_window = 11; slow_window = 62.*</html>\s*$'
        $page | Should -Not -Match 'http|src=|@import|url\('
    }

    It 'goes where -Path says, relative to where the user stands, and makes the folder' {
        (New-Study one | Export-RunReport -Path reports/one.html).FullName | Should -Be (Join-Path (Get-Item TestDrive:/).FullName reports/one.html)
        (New-Study one | Export-RunReport reports/two.html).Name | Should -Be two.html
    }

    It 'replaces a file with -Force only' {
        'mine' | Set-Content kept.html
        $fault = ErrorOf { New-Study one | Export-RunReport kept.html }
        $fault.FullyQualifiedErrorId | Should -Match '^Output.NotWritten'
        "$fault" | Should -Match 'kept.html is there already. Use -Force'
        Get-Content kept.html | Should -Be mine
        New-Study one | Export-RunReport kept.html -Force | Should -Not -BeNullOrEmpty
        Get-Content kept.html -Raw | Should -Match 'DOCTYPE'
    }

    It 'writes the same bytes for the same study' {
        New-Study same | Export-RunReport a.html | Out-Null
        New-Study same | Export-RunReport b.html | Out-Null
        (Get-FileHash a.html).Hash | Should -Be (Get-FileHash b.html).Hash
    }

    It 'writes nothing with -WhatIf' {
        New-Study never | Export-RunReport -WhatIf | Should -BeNullOrEmpty
        'never.html' | Should -Not -Exist
    }

    It 'says of other things that there is no page of them, and goes on' {
        $files = @('text'; New-Study after) | Export-RunReport -ErrorVariable faults -ErrorAction SilentlyContinue
        $files.Name | Should -Be after.html
        $faults[0].FullyQualifiedErrorId | Should -Match '^Report.NotAvailable'
        "$($faults[0])" | Should -Match 'no page of an object of type String; a run or a ParameterStudy is wanted'
        $faults[0].CategoryInfo.Category | Should -Be NotImplemented
    }
}

Describe 'Export-RunReport of runs' {
    BeforeAll {
        $null = New-SampleData -Interval Daily -Count 400
        $path = (Get-ChildItem data/*.csv)[0].FullName
        $run = Invoke-Backtest $path -Strategy ma_crossover
    }

    It 'writes the page of a stored run into its folder, and the run is read as before' {
        $file = $run | Export-RunReport
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Join-Path $run.RunPath reports run_report.html)
        $page = Get-Content $file -Raw
        $page | Should -Match 'ma_crossover on '
        $page | Should -Match "href=`"../$trades`""
        $page | Should -Not -Match 'http|src=|@import|url\('
        (Get-RunResult "$($run.RunId)").Sharpe | Should -Be $run.Sharpe
        { $run | Export-RunReport -ErrorAction Stop } | Should -Throw '*is there already*'
    }

    It 'writes every form, reports and plots each in its folder' {
        $files = $run | Export-RunReport -Format Plot, Json, Text, Html -Force
        $files.Directory.Name | Should -Be reports, reports, reports, plots
        $files[0..2].Name | Should -Be run_report.html, backtest_report.txt, trades_summary.json
        $files[3].BaseName | Should -Be equity_curve
        (Get-Content $files[2].FullName -Raw | ConvertFrom-Json).strategy | Should -Be ma_crossover
    }

    It 'hands over files as a listing does, with their folder and size' {
        $text = $run | Export-RunReport -Path listed | Out-String -Width 120
        $text | Should -Match 'Directory: .*listed'
        $text | Should -Match ' \d+ run_report\.html'
    }

    It 'takes a page or a folder for one run, and gives the same bytes' {
        (Get-RunResult "$($run.RunId)" | Export-RunReport one.html).FullName | Should -Be (Join-Path (Get-Item TestDrive:/).FullName one.html)
        ($run | Export-RunReport some/folder).FullName | Should -Be (Join-Path (Get-Item TestDrive:/).FullName some folder run_report.html)
        $run | Export-RunReport two.html | Out-Null
        (Get-FileHash one.html).Hash | Should -Be (Get-FileHash two.html).Hash
        Invoke-Backtest $path -Strategy ma_crossover -NoSave | Export-RunReport | ForEach-Object { $_.Directory.Name } | Should -Be run_report
    }

    It 'takes the newest run, and runs by their folders' {
        (Export-RunReport -Last -Force).FullName | Should -Be (Join-Path $run.RunPath reports run_report.html)
        (Export-RunReport -RunPath $run.RunPath -Force).FullName | Should -Be (Join-Path $run.RunPath reports run_report.html)
        (ErrorOf { Export-RunReport -Last -ResultsRoot nowhere }).FullyQualifiedErrorId | Should -Match '^Run.Missing'
    }

    It 'compares several runs on one page, or writes each with -Each' {
        $runs = $run, (Invoke-Backtest $path -Strategy rsi_reversion)
        $file = $runs | Export-RunReport
        $file.FullName | Should -Be (Join-Path (Get-Item TestDrive:/).FullName comparison.html)
        Get-Content $file -Raw | Should -Match '2 runs of 2 strategies on '
        ($runs | Export-RunReport -Path both.html).Name | Should -Be both.html
        ($runs | Export-RunReport -Each -Force).FullName | Should -Be ($runs.RunPath | ForEach-Object { Join-Path $_ reports run_report.html })
        ($runs | Export-RunReport -Each -Path pages).Directory.Name | Should -Be ($runs.RunId | ForEach-Object { "$_" })
        { $runs | Export-RunReport -Format Text } | Should -Throw '*in no other form*'
    }

    It 'writes the page of a run of a batch beside its evidence, and says of one without a result why' {
        $batch = "batch_name: pages`ndefaults: { data_path: data, strategy: ma_crossover, symbols: [BTC/EUR], start_date: 2020-01-01, end_date: 2021-01-01 }`nruns: [{ id: one }, { id: two, fee_bps: 3 }, { id: bad, symbols: [NONE] }]"
        $files = $batch | Invoke-BatchBacktest -ErrorAction SilentlyContinue | Export-RunReport -Each -ErrorVariable faults -ErrorAction SilentlyContinue
        $files.Directory.Parent.Name | Should -Be backtest, backtest
        $files.Directory.Parent.Parent.Name | Should -Be one, two
        "$($faults | Where-Object FullyQualifiedErrorId -match Report.NotAvailable)" | Should -Match 'Run bad of pages has no result to report on'
    }

    It 'writes no page of a run with -WhatIf' {
        $run | Export-RunReport -Path never -WhatIf | Should -BeNullOrEmpty
        $run, $run | Export-RunReport -Path never.html -WhatIf | Should -BeNullOrEmpty
        'never', 'never.html' | Should -Not -Exist
    }
}
