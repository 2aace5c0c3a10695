# What a collector hears of a session that asks for telemetry.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $place = (Get-Item TestDrive:/).FullName
    New-SampleData AAA -Interval Daily -Count 300 -Path TestDrive:/data | Out-Null

    # A collector over HTTP: keeps the texts of what it is sent.
    $socket = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $socket.Start()
    $port = $socket.LocalEndpoint.Port
    $socket.Stop()
    $listener = [Net.HttpListener]::new()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $heard = [Collections.Concurrent.ConcurrentQueue[string]]::new()
    $collector = Start-ThreadJob {
        $listener, $heard = $using:listener, $using:heard
        while ($true) {
            $call = $listener.GetContext()
            $body = [IO.MemoryStream]::new()
            $call.Request.InputStream.CopyTo($body)
            $heard.Enqueue("$($call.Request.Url.AbsolutePath) $([Text.Encoding]::Latin1.GetString($body.ToArray()))")
            $call.Response.Close()
        }
    }

    function Invoke-Fresh([string] $Script) {
        $before = "`$ErrorActionPreference = 'Stop'; `$PSStyle.OutputRendering = 'PlainText'; Set-Location '$place'; Import-Module '$folder/PeakTrade.psd1'; " +
            "function Get-Contexts { [Runtime.Loader.AssemblyLoadContext]::All | Where-Object { `$_.Assemblies | Where-Object { `$_.GetName().Name -match '^OpenTelemetry|^Microsoft.Extensions' } } | ForEach-Object Name }; "
        pwsh -NoProfile -NonInteractive -Command "$before$Script" 2>&1 | ForEach-Object { "$_" }
    }
}

AfterAll { $listener.Stop(); $collector | Remove-Job -Force }

Describe 'Telemetry' {
    It 'sends traces, metrics and logs of a run by its id, out of a load context of its own' {
        $said = Invoke-Fresh @"
`$env:PEAK_OTEL_ENABLED = '1'; `$env:PEAK_OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:$port'; `$env:PEAK_OTEL_EXPORTER_OTLP_PROTOCOL = 'http/protobuf'; `$env:PEAK_OTEL_PATIENCE_MS = '20000'
(Invoke-Backtest data/aaa_1d.csv ma_crossover).RunId.ToString(); Get-Contexts
"@
        $said.Count | Should -Be 2
        $said[1] | Should -Be PeakTrade
        $trace, $metric, $log = foreach ($path in '/v1/traces', '/v1/metrics', '/v1/logs') { , @($heard | Where-Object { $_.StartsWith($path) }) }
        $trace, $log | ForEach-Object { "$_" | Should -BeLike "*$($said[0])*" }
        'backtest', 'load', 'signals', 'simulate', 'write' | ForEach-Object { "$trace" | Should -BeLike "*$_*" }
        "$metric" | Should -BeLike '*peaktrade.run.duration*'
    }

    It 'is off unless it is asked for, and then nothing of it is loaded' {
        $count = $heard.Count
        Invoke-Fresh "`$env:PEAK_OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:$port'; (Invoke-Backtest data/aaa_1d.csv ma_crossover).Symbol; Get-Contexts" | Should -Be 'aaa_1d'
        $heard.Count | Should -Be $count
    }

    It 'says once in a session that nobody is there, and the next command does not wait' {
        $said = Invoke-Fresh @"
`$env:PEAK_OTEL_ENABLED = '1'; `$env:PEAK_OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:9'
1..3 | ForEach-Object { (Invoke-Backtest data/aaa_1d.csv ma_crossover).Symbol }
"@
        @($said | Where-Object { $_ -eq 'aaa_1d' }).Count | Should -Be 3
        @($said | Where-Object { $_ -like 'WARNING: Telemetry does not reach http://127.0.0.1:9*' }).Count | Should -Be 1
    }
}
