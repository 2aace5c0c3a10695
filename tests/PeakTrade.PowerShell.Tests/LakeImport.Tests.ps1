# Import-LakeData: files, rows, what is piped, -WhatIf, faults, stopping.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    New-SampleData BTC/EUR, ETH/EUR -Interval Daily -Count 500 -Path TestDrive:/data | Out-Null
    $btc = Import-Csv TestDrive:/data/btc_eur_1d.csv
}

Describe 'Files' -Tag DuckDb {
    It 'are imported by their names, from a listing' {
        $results = Get-ChildItem TestDrive:/data/*.csv | Import-LakeData -Lake TestDrive:/files
        $results.Symbol | Should -Be 'btc_eur_1d', 'eth_eur_1d'
        $results.Added | Should -Be 500, 500
        $results[0].GetType().FullName | Should -Be 'PeakTrade.LakeImportResult'
        $results[0].From.Kind | Should -Be 'Utc'
        Test-Path TestDrive:/files/ohlcv/symbol=btc_eur_1d/year=2021/bars.parquet | Should -BeTrue
    }

    It 'are taken by path, by wildcard, literally, as text, as rows with a path' {
        (Import-LakeData TestDrive:/data/*.csv -Lake TestDrive:/paths).Count | Should -Be 2
        (Import-LakeData -LiteralPath TestDrive:/data/btc_eur_1d.csv -Lake TestDrive:/paths).Unchanged | Should -Be 500
        ('TestDrive:/data/btc_eur_1d.csv' | Import-LakeData -Lake TestDrive:/paths).Unchanged | Should -Be 500
        (Get-Item TestDrive:/data/btc_eur_1d.csv | Select-Object FullName | Import-LakeData -Lake TestDrive:/paths).Unchanged | Should -Be 500
        'TestDrive:/data/btc_eur_1d.csv' | Set-Content TestDrive:/list.txt
        (Get-Content TestDrive:/list.txt | Import-LakeData -Lake TestDrive:/paths).Unchanged | Should -Be 500
        Copy-Item TestDrive:/data/btc_eur_1d.csv 'TestDrive:/data/odd[1].txt'
        (Get-ChildItem TestDrive:/data -Filter odd* | Import-LakeData -Lake TestDrive:/paths).Symbol | Should -Be 'odd[1]'
    }

    It 'keep the name that the piped object gives them' {
        (New-SampleData SOL/EUR -Count 50 -Path TestDrive:/more | Import-LakeData -Lake TestDrive:/named).Symbol | Should -Be 'SOL/EUR'
        (New-SampleData SOL/EUR -Count 50 -Path TestDrive:/more -Force | Import-LakeData -Lake TestDrive:/named -Symbol SOL).Symbol | Should -Be 'SOL'
    }

    It 'go to data/lake where the user stands' {
        Push-Location TestDrive:/
        try { (Import-LakeData data/btc_eur_1d.csv -Symbol BTC/EUR).Path | Should -BeLike '*data?lake?ohlcv?symbol=BTC%2FEUR' }
        finally { Pop-Location }
    }

    It 'that cannot be used are errors of their own' {
        $results = 'TestDrive:/none.csv', 'TestDrive:/data/btc_eur_1d.csv' | Import-LakeData -Lake TestDrive:/some -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults.FullyQualifiedErrorId | Should -BeLike 'Data.Missing,*'
        $results.Added | Should -Be 500
    }
}

Describe 'Rows' -Tag DuckDb {
    It 'of Import-Csv are the same bars as the file' {
        ($btc | Import-LakeData -Symbol X -Lake TestDrive:/rows).Added | Should -Be 500
        (Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol X -Lake TestDrive:/rows).Unchanged | Should -Be 500
    }

    It 'come in any order, typed, of several instruments, as hashtables, in any case of letters' {
        $rows = foreach ($row in $btc) { [pscustomobject] @{ SYMBOL = 'A'; time = [datetimeoffset] $row.timestamp; OPEN = [double] $row.open; High = [decimal] $row.high; low = [double] $row.low; Close = [double] $row.close; Volume = [double] $row.volume } }
        [array]::Reverse($rows)
        $other = foreach ($row in $btc) { @{ symbol = 'B'; timestamp = $row.timestamp; open = $row.open; high = $row.high; low = $row.low; close = $row.close; volume = $row.volume } }
        $results = @($rows) + @($other) | Import-LakeData -Lake TestDrive:/typed
        $results.Symbol | Should -Be 'A', 'B'
        $results.Added | Should -Be 500, 500
        $results.Source | Should -Be 'pipeline', 'pipeline'
        (Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol A -Lake TestDrive:/typed).Unchanged | Should -Be 500
        (Import-LakeData -InputObject $rows -Lake TestDrive:/typed)[0].Unchanged | Should -Be 500
    }

    It 'that are wrong are told by number, and nothing is imported' {
        $bad = $btc[0..4] | Select-Object *
        $bad[3].close = 'n/a'
        $bad | Import-LakeData -Symbol X -Lake TestDrive:/bad -ErrorAction SilentlyContinue -ErrorVariable faults | Should -BeNullOrEmpty
        $faults.FullyQualifiedErrorId | Should -BeLike 'Data.BadRow,*'
        "$faults" | Should -Be 'pipeline, row 4: close "n/a" is no number.'
        Test-Path TestDrive:/bad | Should -BeFalse
        ($bad | Import-LakeData -Symbol X -Lake TestDrive:/bad -OnBadRow Drop -WarningAction SilentlyContinue -WarningVariable warned).Added | Should -Be 4
        "$warned" | Should -Match '1 of 5 rows'
    }

    It 'and files may come down one pipeline' {
        $results = @((Get-Item TestDrive:/data/eth_eur_1d.csv)) + @($btc) | Import-LakeData -Symbol X -Lake TestDrive:/mixed -ErrorAction SilentlyContinue -ErrorVariable faults
        $results.Added | Should -Be 500
        $faults.FullyQualifiedErrorId | Should -BeLike 'Lake.Conflict,*'
    }

    It 'are nothing else: what is no row and no file is an error' {
        5, $null, (Get-Date), @{ a = 1 } | Import-LakeData -Lake TestDrive:/else -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults.Count | Should -Be 4
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Data.Format,*'
        Test-Path TestDrive:/else | Should -BeFalse
    }
}

Describe 'What the lake holds' -Tag DuckDb {
    BeforeAll { Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol X -Lake TestDrive:/held | Out-Null }

    It 'is not replaced without -Force' {
        Import-LakeData TestDrive:/data/eth_eur_1d.csv -Symbol X -Lake TestDrive:/held -ErrorAction SilentlyContinue -ErrorVariable faults | Should -BeNullOrEmpty
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Lake.Conflict,*'
        $faults[0].CategoryInfo.Category | Should -Be 'InvalidData'
        "$faults" | Should -BeLike 'X: 500 bars have other values in the lake than in the data: 2020-01-01T00:00Z open*-Force*'
        (Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol X -Lake TestDrive:/held).Unchanged | Should -Be 500
    }

    It 'is replaced with -Force, said before by -WhatIf' {
        Import-LakeData TestDrive:/data/eth_eur_1d.csv -Symbol X -Lake TestDrive:/held -Force -WhatIf | Should -BeNullOrEmpty
        (Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol X -Lake TestDrive:/held).Unchanged | Should -Be 500
        (Import-LakeData TestDrive:/data/eth_eur_1d.csv -Symbol X -Lake TestDrive:/held -Force -Confirm:$false).Replaced | Should -Be 500
    }

    It 'is told apart by -WhatIf, which makes nothing' {
        $said = pwsh -NoProfile -Command "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$((Get-Module PeakTrade).ModuleBase)/PeakTrade.psd1'; Set-Location '$((Get-Item TestDrive:/).FullName)'; Import-LakeData data/btc_eur_1d.csv -Symbol NEW -Lake never -WhatIf"
        "$said" | Should -BeLike '*"Add 500 bars" on target "NEW in *never".*'
        Test-Path TestDrive:/never | Should -BeFalse
    }

    It 'is shown as a table of seven columns' {
        $text = Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol V -Lake TestDrive:/view | Out-String
        $text | Should -Match '(?m)^Symbol +Rows +Added +Unchanged +Replaced +From +To\s*$'
        $text | Should -Match '(?m)^V +500 +500 +0 +0 2020-01-01 00:00Z 2021-05-14 00:00Z\s*$'
    }
}

Describe 'Faults' -Tag DuckDb {
    It 'of a name end nothing but that input' {
        Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol ../../x -Lake TestDrive:/out -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'Lake.Symbol,*'
        Get-ChildItem TestDrive:/ -Recurse -Filter 'symbol=*x' | Should -BeNullOrEmpty
    }

    It 'of the zone end the command' {
        { Import-LakeData TestDrive:/data/btc_eur_1d.csv -Timezone Europe/Berlni -Lake TestDrive:/zone } | Should -Throw '*Did you mean "Europe/Berlin"?*'
        { $btc | Import-LakeData -Symbol X -Timezone Europe/Berlni -Lake TestDrive:/zone } | Should -Throw '*Did you mean "Europe/Berlin"?*'
    }
}

Describe 'Stopping an import that waits for the lake' -Tag DuckDb {
    It 'ends within a second' {
        Import-LakeData TestDrive:/data/btc_eur_1d.csv -Symbol X -Lake TestDrive:/waits | Out-Null
        $folder = (Get-Item TestDrive:/).FullName
        $held = [IO.File]::Open("$folder/waits/.lake/lock", 'Open', 'Read', 'Read')
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript("Import-Module '$((Get-Module PeakTrade).ModuleBase)/PeakTrade.psd1'; Set-Location '$folder'; Import-LakeData data/eth_eur_1d.csv -Symbol Y -Lake waits").BeginInvoke()
            Start-Sleep -Milliseconds 2500
            $running.IsCompleted | Should -BeFalse
            "$($shell.Streams.Warning)" | Should -BeLike 'Waiting for queries to let go of *waits.'
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.EndStop($shell.BeginStop($null, $null))
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
        }
        finally { $held.Dispose(); $shell.Runspace.Dispose(); $shell.Dispose() }
        Test-Path TestDrive:/waits/ohlcv/symbol=Y | Should -BeFalse
    }
}

Describe 'Lakes and folders' -Tag DuckDb {
    It 'take the rows of a query of another lake' {
        Get-ChildItem TestDrive:/data/*_1d.csv | Import-LakeData -Lake TestDrive:/first | Out-Null
        $results = Invoke-LakeQuery "SELECT * FROM ohlcv WHERE symbol = 'btc_eur_1d'" -Lake TestDrive:/first | Import-LakeData -Lake TestDrive:/second
        $results.Symbol | Should -Be 'btc_eur_1d'
        $results.Added | Should -Be 500
        $one, $two = 'first', 'second' | ForEach-Object { (Get-FileHash "TestDrive:/$_/ohlcv/symbol=btc_eur_1d/year=2020/bars.parquet").Hash }
        $two | Should -Be $one
    }

    It 'are imported as they are: a folder of files, and a lake' {
        New-SampleData AAA, BBB -Interval Daily -Count 100 -Path TestDrive:/folder | Out-Null
        (Import-LakeData TestDrive:/folder -Lake TestDrive:/third).Symbol | Should -Be 'aaa_1d', 'bbb_1d'
        (Import-LakeData TestDrive:/third -Lake TestDrive:/fourth).Added | Should -Be 100, 100
    }

    It 'are run as they are' {
        (Invoke-Backtest TestDrive:/third -Strategy ma_crossover -NoSave).Symbol | Should -Be 'aaa_1d', 'bbb_1d'
        (Invoke-Backtest TestDrive:/third -Strategy ma_crossover -Symbol bbb_1d -NoSave).Symbol | Should -Be 'bbb_1d'
        $fault = Invoke-Backtest TestDrive:/third -Strategy ma_crossover -Symbol ccc_1d -NoSave 2>&1
        $fault.FullyQualifiedErrorId | Should -BeLike 'Data.NoSymbol,*'
    }
}
