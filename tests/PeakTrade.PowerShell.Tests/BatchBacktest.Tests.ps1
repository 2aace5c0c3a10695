# Batches as a quant types them.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $defaults = @{ strategy = 'ma_crossover'; data_path = 'data/aaa_1d.csv'; start_date = '2020-01-01'; end_date = '2020-12-31' }
    $yaml = @'
batch_name: three
description: "Three windows: fast, usual, slow"
defaults: { strategy: ma_crossover, data_path: data/aaa_1d.csv, start_date: 2020-01-01, end_date: 2020-12-31 }
runs:
  - { id: fast, parameters: { fast_window: 10, slow_window: 30 } }
  - { id: usual }
  - { id: slow, parameters: { fast_window: 30, slow_window: 90 } }
'@
}

Describe 'Invoke-BatchBacktest' {
    BeforeAll {
        Push-Location TestDrive:/
        New-SampleData AAA -Interval Daily -Count 600 | Out-Null
        $yaml | Set-Content batch.yaml
        $yaml -replace 'batch_name: three', 'batch_name: other' | Set-Content other.yaml
    }
    BeforeEach { Remove-Item output -Recurse -ErrorAction Ignore }
    AfterAll { Pop-Location }

    It 'takes the lines of a file, and runs side by side to the same figures' {
        $serial = Invoke-BatchBacktest batch.yaml
        $serial | Should -BeOfType ([PeakTrade.BatchRunResult])
        $serial.RunId | Should -Be 'fast', 'usual', 'slow'
        $parallel = Get-Content batch.yaml | Invoke-BatchBacktest -Parallel -Force
        ($parallel | Sort-Object RunId).Sharpe | Should -Be ($serial | Sort-Object RunId).Sharpe
        $parallel.Status | Should -Be 'Success', 'Success', 'Success'
        'output/batch_backtests/three/batch_summary.md' | Should -Exist
    }

    It 'runs the batch of the document from its lines, three runs side by side, to the bytes of the serial one' {
        Copy-Item -Recurse "$folder/examples/config" . -Force
        New-SampleData NVDA, MSFT, AMD, GOOGL, META, AMZN, AVGO, TSM, ASML, ORCL -Start 2013-06-01 -Count 2800 -Force | Out-Null
        $parallel = Get-Content "$folder/examples/batch.yaml" | Invoke-BatchBacktest -Parallel
        $parallel.Status | Should -Be 'Success', 'Success', 'Success'
        $serial = Get-Content "$folder/examples/batch.yaml" -Raw | Invoke-BatchBacktest -OutputRoot serial
        $runs, $twins = $serial[0], $parallel[0] | ForEach-Object { Split-Path (Split-Path $_.BacktestPath) }
        $files = Get-ChildItem -Recurse -File $runs | Where-Object Name -ne run.json
        $files.Count | Should -BeGreaterThan 40
        foreach ($file in $files) {
            $name = [IO.Path]::GetRelativePath($runs, $file.FullName)
            if ($file.Name -eq 'run_report.html') {
                # A page shows the receipt of its run, with its id and its times.
                $pages = $file.FullName, (Join-Path $twins $name) | ForEach-Object { (Get-Content $_ -Raw) -replace '(?s)<section id="receipt">.*?</section>' }
                $pages[0] -ceq $pages[1] | Should -BeTrue -Because $name
                continue
            }
            (Get-FileHash (Join-Path $twins $name)).Hash | Should -Be (Get-FileHash $file.FullName).Hash -Because $name
        }
    }

    It 'takes a file, a path, a whole text, JSON and several of them' {
        $runs = @(
            Get-Item batch.yaml | Invoke-BatchBacktest
            'batch.yaml' | Invoke-BatchBacktest
            Get-Content batch.yaml -Raw | Invoke-BatchBacktest
            $yaml | Invoke-BatchBacktest
            Invoke-BatchBacktest -InputObject (Get-Content batch.yaml)
            Invoke-BatchBacktest -LiteralPath batch.yaml
        )
        $runs.Count | Should -Be 18
        ($runs.Status | Group-Object).Name | Sort-Object | Should -Be 'Skipped', 'Success'
        $both = Get-ChildItem *.yaml | Get-Content | Invoke-BatchBacktest
        ($both.BatchName | Sort-Object -Unique) | Should -Be 'other', 'three'
        (Invoke-BatchBacktest *.yaml).Count | Should -Be 6
        $json = @{ batch_name = 'json'; defaults = $defaults; runs = @(@{ id = 'a' }) } | ConvertTo-Json -Depth 5
        ($json | Invoke-BatchBacktest).BatchName | Should -Be 'json'
        ($json -replace '\r?\n', ' ' | Invoke-BatchBacktest).Status | Should -Be 'Skipped'
    }

    It 'takes hashtables, objects and rows of a table as runs' {
        $hashes = 10, 20 | ForEach-Object { @{ id = "fast_$_"; parameters = @{ fast_window = $_; slow_window = 3 * $_ } } } | Invoke-BatchBacktest -Name hashes -Default $defaults
        $hashes.RunId | Should -Be 'fast_10', 'fast_20'
        $objects = [pscustomobject] @{ Id = 'fast_10'; Parameters = @{ fast_window = 10; slow_window = 30 }; StartDate = [datetime] '2020-01-01' } | Invoke-BatchBacktest -Name objects -Default $defaults
        $objects.Sharpe | Should -Be $hashes[0].Sharpe
        'id,fee_bps,parameters.fast_window,parameters.slow_window,stop_loss', '001,10,10,30,', 'cheap,0,10,30,0.05' | Set-Content runs.csv
        $rows = Import-Csv runs.csv | Invoke-BatchBacktest -Name rows -Default $defaults
        $rows.RunId | Should -Be '001', 'cheap'
        $rows[0].Sharpe | Should -Be $hashes[0].Sharpe
        $rows[1].Sharpe | Should -Not -Be $hashes[0].Sharpe
        (@{ BatchName = 'one'; Defaults = $defaults; Runs = @{ Id = 'a' } } | Invoke-BatchBacktest).RunId | Should -Be 'a'
        (@{ batch_name = 'whole'; defaults = $defaults; runs = @{ id = 'a' }, @{ id = 'b' } } | Invoke-BatchBacktest).Count | Should -Be 2
    }

    It 'says what is wrong with a batch, and writes nothing' {
        { @{ id = 'a' } | Invoke-BatchBacktest -ErrorAction Stop } | Should -Throw '*-Name my_batch*' -ErrorId 'Argument.Invalid*'
        { @{ id = '../a' } | Invoke-BatchBacktest -Name b -Default $defaults } | Should -Throw 'runs*0*.id may hold only*' -ErrorId 'Config.Invalid*'
        { @{ id = 'a'; fee = 1 } | Invoke-BatchBacktest -Name b -Default $defaults } | Should -Throw '*There is no key "fee"*'
        $self = @{ id = 'a' }; $self.parameters = $self
        { $self | Invoke-BatchBacktest -Name b } | Should -Throw '*holds itself*'
        { ($yaml -replace 'defaults', 'default') -split "`n" | Invoke-BatchBacktest } | Should -Throw '*line 3, column 1: There is no key "default". Did you mean "defaults"?*'
        { 'nothing.yaml' | Invoke-BatchBacktest } | Should -Throw -ErrorId 'Config.Missing*'
        { 1..100000 | ForEach-Object { 'x' * 100 } | Invoke-BatchBacktest } | Should -Throw '*larger than 4 MB*'
        'output' | Should -Not -Exist
    }

    It 'refuses a folder in which another process is at work, and names that no path may have' {
        New-Item output/batch_backtests/three -ItemType Directory | Out-Null
        $held = [IO.FileStream]::new("$((Get-Item output/batch_backtests/three).FullName)/.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { { Invoke-BatchBacktest batch.yaml -ErrorAction Stop } | Should -Throw 'Another process runs a batch in *three*' -ErrorId 'Batch.Busy*' }
        finally { $held.Dispose() }
        Remove-Item output -Recurse -Force
        foreach ($id in '../x', '..', '.', 'a.', '/tmp/x', 'CON', 'con.txt', ('x' * 300), 'größe', "a`0b", 'a b') {
            { @{ id = $id } | Invoke-BatchBacktest -Name b -Default $defaults } | Should -Throw -ErrorId 'Config.Invalid*'
            { @{ id = 'a' } | Invoke-BatchBacktest -Name $id -Default $defaults } | Should -Throw -ErrorId 'Config.Invalid*'
        }
        { Invoke-BatchBacktest batch.yaml -OutputRoot "a`0b" } | Should -Throw
        'output' | Should -Not -Exist
    }

    It 'goes on after a run that fails, which is an object and an error' {
        $broken = $yaml -replace 'id: usual', 'id: usual, data_path: nothing.csv'
        $all = $broken | Invoke-BatchBacktest -ErrorVariable faults -ErrorAction SilentlyContinue
        ($all | Sort-Object RunId).Status | Should -Be 'Success', 'Success', 'Failed'
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Data.Missing*'
        $faults[0].TargetObject | Should -Be 'usual'
        ($all | Where-Object Status -eq failed).Error | Should -Match 'nothing.csv'
        { $broken | Invoke-BatchBacktest -Force -ErrorAction Stop } | Should -Throw -ErrorId 'Data.Missing*'
    }

    It 'shows its plan with -WhatIf, and does nothing' {
        $plan = Invoke-BatchBacktest batch.yaml -WhatIf
        $plan | Should -BeOfType ([PeakTrade.BatchPlanRun])
        $plan.Action | Should -Be 'Run', 'Run', 'Run'
        $plan[0].Bars | Should -Be 366
        'output' | Should -Not -Exist
        Invoke-BatchBacktest batch.yaml | Out-Null
        (Invoke-BatchBacktest batch.yaml -WhatIf).Action | Should -Be 'Skip', 'Skip', 'Skip'
    }

    It 'streams: the first of many ends the batch, and what is finished is kept' {
        $first = Invoke-BatchBacktest batch.yaml | Select-Object -First 1
        $first.RunId | Should -Be 'fast'
        $first.BacktestPath | Should -Exist
        (Invoke-BatchBacktest batch.yaml | Where-Object RunId -eq fast).Status | Should -Be 'Skipped'
    }

    It 'fits its table and its list into 80 columns' {
        $text = Invoke-BatchBacktest batch.yaml | Out-String -Width 80
        ($text -split "`r?`n" | Where-Object { $_ })[0] | Should -Match '^RunId +Status +Seconds +FinalPf +Sharpe +Drawdown +Trades +Error'
        $text | Should -Match '(?m)^usual +Success +\d+\.\d\d +\d\.\d{4} '
        $text | Should -Not -Match '…'
        Invoke-BatchBacktest batch.yaml | Format-List | Out-String -Width 80 | Should -Match 'RuntimeSec +: 0\.'
    }
}
