# SQL over the lake and the run store, as a user types it.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location TestDrive:/
    function Fill($Symbol, $Count) {
        Invoke-LakeQuery "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (i) DAY AS timestamp, i + 1.5::DOUBLE AS open, i + 3::DOUBLE AS high, i + 1::DOUBLE AS low, i + 2::DOUBLE AS close, i::DOUBLE AS volume FROM range($Count) t(i)" `
            -As Parquet -Path "data/lake/ohlcv/symbol=$Symbol/year=2024/bars.parquet" | Out-Null
    }
    if (Test-Path (Join-Path (Get-Module PeakTrade).ModuleBase 'dependencies/native')) {
        Fill BTCUSDT 30
        Fill BTC%2FEUR 20
    }
    function ErrorOf([scriptblock] $Command) { & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 }
}
AfterAll { Pop-Location }

Describe 'Invoke-LakeQuery' -Tag DuckDb {
    It 'runs the three queries of the runbook as they stand' {
        $count = Invoke-LakeQuery "SELECT COUNT(*) AS n FROM ohlcv"
        $count.n | Should -Be 50
        $count.n | Should -BeOfType long
        $counts = Invoke-LakeQuery "SELECT symbol, COUNT(*) FROM ohlcv GROUP BY 1 ORDER BY 2 DESC"
        $counts.symbol | Should -Be 'BTCUSDT', 'BTC/EUR'
        $rows = Invoke-LakeQuery "SELECT * FROM ohlcv WHERE symbol='BTCUSDT' LIMIT 5"
        $rows.Count | Should -Be 5
        $rows[0].PSObject.Properties.Name | Should -Be 'symbol', 'timestamp', 'open', 'high', 'low', 'close', 'volume'
        $rows[0].timestamp | Should -BeOfType datetime
        $rows[0].timestamp.Kind | Should -Be Utc
        $rows[0].close | Should -BeOfType double
        $rows[0] | Should -BeOfType System.Management.Automation.PSCustomObject
    }

    It 'takes values from a hashtable, whatever PowerShell wraps them in' {
        $symbols = Write-Output BTCUSDT ETHUSDT
        $rows = Invoke-LakeQuery 'SELECT symbol, min(timestamp) AS first FROM ohlcv WHERE symbol = ANY($symbols) AND timestamp >= $from GROUP BY 1' -Parameter @{ symbols = $symbols; from = [psobject] [datetime] '2024-01-10' }
        $rows.symbol | Should -Be BTCUSDT
        $rows.first | Should -Be ([datetime] '2024-01-10')
        "$(ErrorOf { Invoke-LakeQuery 'SELECT $low' -Parameter @{ lwo = 1 } })" | Should -Match 'no parameter \$lwo. Did you mean "low"\?'
    }

    It 'hands out rows that go where rows go' {
        $row = Invoke-LakeQuery "SELECT DATE '2024-01-01' AS d, {'a': 1, 'b': {'c': [1, 2]}} AS s, MAP {1: 'x'} AS m, sum(i) AS total, NULL AS nothing, 1.50::DECIMAL(5,2) AS money, 1 AS a, 2 AS A FROM range(3) t(i)"
        $row.d -eq [datetime] '2024-01-01' | Should -BeTrue
        $row.s.b.c[1] | Should -Be 2
        $row.m[1] | Should -Be x
        $row.total + 1 | Should -Be 4
        $row.money | Should -BeOfType decimal
        $row.A_1 | Should -Be 2
        $row | ConvertTo-Json -Depth 5 -Compress | Should -Be '{"d":"2024-01-01T00:00:00","s":{"a":1,"b":{"c":[1,2]}},"m":{"1":"x"},"total":3,"nothing":null,"money":1.50,"a":1,"A_1":2}'
        (Invoke-LakeQuery 'SELECT symbol, count(*) AS n FROM ohlcv GROUP BY 1 ORDER BY 2' | ConvertTo-Csv) | Should -Be '"symbol","n"', '"BTC/EUR","20"', '"BTCUSDT","30"'
        (Invoke-LakeQuery 'SELECT symbol, count(*) AS n FROM ohlcv GROUP BY 1 ORDER BY 2' | Format-Table | Out-String) | Should -Match 'symbol\s+n\s+-+\s+-\s+BTC/EUR 20'
    }

    It 'streams: the first rows of an endless query come at once, and end it' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        (Invoke-LakeQuery 'SELECT range AS i FROM range(1000000000000)' | Select-Object -First 3).i | Should -Be 0, 1, 2
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 10
    }

    It 'takes SQL from the pipeline, and one that is wrong stops itself only' {
        ('SELECT 1 AS a', 'SELEC', 'SELECT 2 AS a' | Invoke-LakeQuery -ErrorAction SilentlyContinue).a | Should -Be 1, 2
    }

    It 'reads the run store' {
        New-SampleData | Invoke-Backtest -Strategy ma_crossover | Set-Variable run
        $found = Invoke-LakeQuery 'SELECT run_id, sharpe, trades FROM runs WHERE run_id = $id' -Parameter @{ id = $run.RunId }
        $found.run_id | Should -Be $run.RunId
        $found.sharpe | Should -Be $run.Sharpe
        (Invoke-LakeQuery 'SELECT count(*) AS n FROM equity').n | Should -Be $run.Bars
        (Invoke-LakeQuery 'SELECT count(*) AS n FROM trades').n | Should -Be $run.Trades
    }

    It 'warns where the lake is empty' {
        Invoke-LakeQuery 'SELECT * FROM ohlcv' -Lake elsewhere -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$said" | Should -Match 'holds no bars'
    }

    It 'refuses <Sql>' -ForEach @(
        @{ Sql = "SELECT * FROM read_csv('/etc/passwd')" }
        @{ Sql = "SELECT * FROM '/etc/passwd'" }
        @{ Sql = "COPY (SELECT 1) TO 'x.csv'" }
        @{ Sql = "ATTACH 'x.db'" }
        @{ Sql = 'INSTALL httpfs' }
        @{ Sql = 'SELECT 1; SELECT 2' }
        @{ Sql = "SELECT * FROM enable_logging(storage = 'file', storage_path = 'x')" }
    ) {
        $fault = ErrorOf { Invoke-LakeQuery $Sql }
        $fault.FullyQualifiedErrorId | Should -BeLike 'Lake.Refused,*'
        $fault.CategoryInfo.Category | Should -Be InvalidArgument
        $fault.TargetObject | Should -Be $Sql
        $fault.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'stops at its time limit, and takes no limit that is none' {
        $endless = 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3'
        (ErrorOf { Invoke-LakeQuery $endless -TimeoutSeconds 0.3 }).FullyQualifiedErrorId | Should -BeLike 'Lake.TimedOut,*'
        { Invoke-LakeQuery 'SELECT 1' -MemoryLimit lots } | Should -Throw -ErrorId 'Argument.Invalid,*'
    }

    It 'writes a file, with -WhatIf none, over one with -Force only' {
        Invoke-LakeQuery "SELECT timestamp, open, high, low, close, volume FROM ohlcv WHERE symbol = 'BTCUSDT'" -As Csv -Path out/btc.csv -WhatIf | Should -BeNullOrEmpty
        Test-Path out | Should -BeFalse
        $file = Invoke-LakeQuery "SELECT timestamp, open, high, low, close, volume FROM ohlcv WHERE symbol = 'BTCUSDT'" -As Csv -Path out/btc.csv
        $file | Should -BeOfType System.IO.FileInfo
        ($file | Invoke-Backtest -Strategy { param($Bars) @(0) * $Bars.Count } -NoSave).Bars | Should -Be 30
        (ErrorOf { Invoke-LakeQuery 'SELECT 1' -As Csv -Path out/btc.csv }).FullyQualifiedErrorId | Should -BeLike 'Output.NotWritten,*'
        (Invoke-LakeQuery 'SELECT 1 AS a' -As Csv -Path out/btc.csv -Force | Import-Csv).a | Should -Be 1
        (Get-ChildItem out).Name | Should -Be btc.csv
    }

    It 'runs every line of the page on queries' {
        $page = Get-Content (Join-Path (Split-Path (Get-Module PeakTrade).ModuleBase | Split-Path) 'docs/lake.md') -Raw
        $blocks = [regex]::Matches($page.Substring($page.IndexOf('## Queries')), '(?s)```powershell\r?\n(.*?)```')
        $blocks.Count | Should -BeGreaterThan 0
        foreach ($block in $blocks) { Invoke-Expression $block.Groups[1].Value -ErrorVariable faults | Out-Null }
        $faults | Should -BeNullOrEmpty
        'best.parquet' | Should -Exist
    }
}
