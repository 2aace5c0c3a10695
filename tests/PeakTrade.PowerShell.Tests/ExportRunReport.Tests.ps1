# The report of a study, as a user writes it.
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

    It 'says of a run that its report is not there yet, and goes on' {
        $run = New-SampleData | Invoke-Backtest -Strategy ma_crossover -NoSave
        $files = @($run; New-Study after) | Export-RunReport -ErrorVariable faults -ErrorAction SilentlyContinue
        $files.Name | Should -Be after.html
        $faults[0].FullyQualifiedErrorId | Should -Match '^Report.NotAvailable'
        "$($faults[0])" | Should -Match 'no page of a BacktestResult; a ParameterStudy is wanted'
        $faults[0].CategoryInfo.Category | Should -Be NotImplemented
        $faults[0].TargetObject | Should -Be $run
    }
}
