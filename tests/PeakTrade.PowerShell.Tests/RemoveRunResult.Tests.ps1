# Retention and protection of runs, as a user writes it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    $null = New-SampleData -Interval Daily -Count 300
    $path = (Get-ChildItem data/*.csv)[0].FullName
    function Stored { @(Get-RunResult).Count }
}
AfterAll { Pop-Location }

Describe 'Remove-RunResult' {
    BeforeEach {
        Remove-Item results -Recurse -Force -ErrorAction Ignore
        $runs = 'ma_crossover', 'rsi_reversion', 'ma_crossover', 'ma_crossover' | ForEach-Object { Invoke-Backtest $path $_ }
    }

    It 'takes an id that PowerShell reads as a number as it was typed' {
        Protect-RunResult 11623456 -ErrorVariable faults -ErrorAction SilentlyContinue
        Unprotect-RunResult 0116e3 -ErrorVariable +faults -ErrorAction SilentlyContinue
        Remove-RunResult 00123456 -Force -ErrorVariable +faults -ErrorAction SilentlyContinue
        $texts = "$faults"
        foreach ($id in '11623456', '0116e3', '00123456') { $texts | Should -Match "has the id .?$id.?, or one that begins so" }
    }

    It 'lists what would go with -WhatIf and removes nothing, as the tour types it' {
        $said = pwsh -NoProfile -NonInteractive -Command "Import-Module '$((Get-Module PeakTrade).Path)'; Set-Location '$((Get-Location).ProviderPath)'; Get-RunResult | Remove-RunResult -KeepLatest 1 -WhatIf"
        @($said | Where-Object { $_ -match 'What if: Performing the operation "Remove the run"' }).Count | Should -Be 3
        $said[0] | Should -Match "$($runs[0].RunId).*ma_crossover on"
        Stored | Should -Be 4
    }

    It 'keeps the newest of what is piped in, and removes the oldest first' {
        $removed = Get-RunResult | Remove-RunResult -KeepLatest 2 -Force
        $removed | Should -BeOfType PeakTrade.RemovedRun
        $removed.RunId | Should -Be $runs[0].RunId, $runs[1].RunId
        $removed[0].Bytes | Should -BeGreaterThan 10000
        $removed[1].Strategy | Should -Be rsi_reversion
        ($removed | Out-String -Width 80) | Should -Match "(?m)^$("$($runs[0].RunId)".Substring(0, 8)) +ma_crossover"
        (Get-RunResult).RunId | Should -Be $runs[3].RunId, $runs[2].RunId
    }

    It 'counts the newest within a strategy' {
        (Remove-RunResult -Strategy ma_* -KeepLatest 1 -Force).RunId | Should -Be $runs[0].RunId, $runs[2].RunId
        Remove-RunResult -KeepLatest 0 -OlderThan 30.00:00:00 -Force | Should -BeNullOrEmpty
        Remove-RunResult -OlderThan 12h -Force | Should -BeNullOrEmpty
        Stored | Should -Be 2
    }

    It 'removes runs that are named, and says of those that are not there' {
        (Remove-RunResult "$($runs[1].RunId)".Substring(0, 8) -Force).RunId | Should -Be $runs[1].RunId
        ($runs[2] | Remove-RunResult -Confirm:$false).RunId | Should -Be $runs[2].RunId
        $null = Remove-RunResult nope -Force -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -Match '^Run.Missing'
        Stored | Should -Be 2
    }

    It 'refuses to remove all without a word on which' {
        { Remove-RunResult -Force } | Should -Throw '*is not said*'
        @() | Remove-RunResult -Force
        Get-RunResult -Strategy none | Remove-RunResult -KeepLatest 0 -Force
        Stored | Should -Be 4
    }

    It 'never removes a protected run' {
        Get-RunResult -Latest 1 | Protect-RunResult -Reason 'goes live'
        $kept = Invoke-Backtest $path ma_crossover -Keep
        $kept.IsKept | Should -BeTrue
        @(Get-RunResult | Where-Object IsKept).Count | Should -Be 2
        (Get-RunResult | Remove-RunResult -KeepLatest 0 -Force).Count | Should -Be 3
        $null = $kept | Remove-RunResult -Force -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -Match '^Run.Kept'
        $faults[0].ErrorDetails.RecommendedAction | Should -Match 'Unprotect-RunResult'
        (Unprotect-RunResult $kept.RunId -PassThru).IsKept | Should -BeFalse
        $runs[3] | Unprotect-RunResult -WhatIf
        (Remove-RunResult -KeepLatest 0 -Force).RunId | Should -Be $kept.RunId
        (Protect-RunResult $runs[3].RunId -PassThru).Reason | Should -Be 'goes live'
    }

    It 'says of a run that no store holds that there is nothing to remove' {
        $free = Invoke-Backtest $path ma_crossover -NoSave
        $null = $free | Remove-RunResult -Force -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -Match '^Run.NotRemoved'
        { Invoke-Backtest $path ma_crossover -NoSave -Keep } | Should -Throw '*cannot be kept*'
    }
}
