BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $manifest = Join-Path (Get-Module PeakTrade).ModuleBase PeakTrade.psd1
    $folder = (Get-Item TestDrive:/).FullName
    New-SampleData AAA -Interval Daily -Count 300 -Path TestDrive:/data | Out-Null

    # A PowerShell of its own, which has loaded nothing yet.
    function Invoke-Fresh([string] $Script) {
        pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$PSStyle.OutputRendering = 'PlainText'; Set-Location '$folder'; $Script" 2>&1 | ForEach-Object { "$_" }
    }
}

Describe 'The module' {
    It 'exports what its manifest names, and no alias' {
        $module = Get-Module PeakTrade
        $named = Import-PowerShellDataFile (Join-Path $module.ModuleBase 'PeakTrade.psd1')
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($named.CmdletsToExport | Sort-Object)
        $module.ExportedAliases.Count | Should -Be 0
        $named.PowerShellVersion | Should -Be '7.6'
    }

    It 'shows no type of a dependency in a public signature' {
        $front = 'PeakTrade.PowerShell', 'PeakTrade.Abstractions', 'PeakTrade.Engine'
        foreach ($command in (Get-Module PeakTrade).ExportedCmdlets.Values) {
            foreach ($type in @($command.Parameters.Values.ParameterType) + @($command.OutputType.Type)) {
                $name = ($type.HasElementType ? $type.GetElementType() : $type).Assembly.GetName().Name
                if ($name -like 'PeakTrade*') { $name | Should -BeIn $front -Because "$($command.Name) $type" }
            }
            $command.OutputType | Should -Not -BeNullOrEmpty
        }
    }

    It 'keeps its dependencies in a load context of its own' {
        Invoke-Backtest TestDrive:/data/aaa_1d.csv ma_crossover -NoSave | Out-Null
        $default = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach({ $_.GetName().Name })
        $default | Should -Contain 'PeakTrade.Abstractions'
        $default | Should -Not -Contain 'PeakTrade.Operations'
        $default | Should -Not -Contain 'PeakTrade.Configuration'
        [System.Runtime.Loader.AssemblyLoadContext]::All.Name | Should -Contain 'PeakTrade'
    }

    It 'lies in two folders, as it says' {
        $base = (Get-Module PeakTrade).ModuleBase
        (Get-ChildItem $base -Filter *.dll).BaseName | Sort-Object | Should -Be 'PeakTrade.Abstractions', 'PeakTrade.Engine', 'PeakTrade.PowerShell'
        (Get-ChildItem $base/dependencies -Filter *.dll).BaseName | Should -Contain 'PeakTrade.Operations'
    }
}

Describe 'A fresh session' {
    It 'can begin with any command' -ForEach @(
        @{ Command = 'New-SampleData ZZZ -Count 100 -Path fresh -Force'; Says = 'ZZZ' }
        @{ Command = 'Get-RunResult -ResultsRoot none; 1'; Says = '^1$' }
        @{ Command = 'Test-Strategy ma_crossover'; Says = 'ma_crossover +True' }
        @{ Command = 'Get-Strategy'; Says = 'breakout_donchian' }
        @{ Command = 'Register-Strategy -Key one -ScriptBlock { 1 }'; Says = 'one +script' }
    ) {
        Invoke-Fresh "Import-Module '$manifest'; $Command" | Out-String | Should -Match "(?m)$Says"
    }

    It 'can import, remove and import again' {
        $said = Invoke-Fresh "1..3 | ForEach-Object { Import-Module '$manifest'; (Invoke-Backtest data/aaa_1d.csv ma_crossover -NoSave).Symbol; Remove-Module PeakTrade; [bool] (Get-Command Invoke-Backtest -ErrorAction Ignore) }"
        $said | Should -Be 'aaa_1d', 'False', 'aaa_1d', 'False', 'aaa_1d', 'False'
    }

    It 'is not disturbed by, and does not disturb, another assembly of the name of a dependency' {
        $said = Invoke-Fresh @"
Add-Type -TypeDefinition 'namespace PeakTrade.Data { public static class Other { public static string Says() => "other"; } }' -OutputAssembly '$folder/PeakTrade.Data.dll'
[void] [System.Reflection.Assembly]::LoadFrom('$folder/PeakTrade.Data.dll')
Import-Module '$manifest'
(Invoke-Backtest data/aaa_1d.csv ma_crossover -NoSave).Symbol
[PeakTrade.Data.Other]::Says()
"@
        $said | Should -Be 'aaa_1d', 'other'
    }

    It 'imports within 300 ms' {
        $best = 1..5 | ForEach-Object {
            $bare = (Measure-Command { pwsh -NoProfile -NonInteractive -Command '1' }).TotalMilliseconds
            (Measure-Command { pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'" }).TotalMilliseconds - $bare
        } | Measure-Object -Minimum
        $best.Minimum | Should -BeLessThan 300
    }
}

Describe 'Several runspaces' {
    It 'run side by side, to the same results and without a clash in the store' {
        $alone = Invoke-Backtest TestDrive:/data/aaa_1d.csv ma_crossover -NoSave
        $results = 1..24 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:manifest
            Invoke-Backtest "$using:folder/data/aaa_1d.csv" ma_crossover -ResultsRoot "$using:folder/side"
        }
        $results.Count | Should -Be 24
        $results.FinalEquity | Select-Object -Unique | Should -Be $alone.FinalEquity
        @(Get-RunResult -ResultsRoot TestDrive:/side).Count | Should -Be 24
    }

    It 'run script blocks each on its own thread' {
        $threads = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $seen = @{}
            $here = [System.Environment]::CurrentManagedThreadId
            $file = "$using:folder/data/aaa_1d.csv"
            $result = Invoke-Backtest $file -NoSave -Strategy { param($Bars) $seen.Thread = [System.Environment]::CurrentManagedThreadId; Start-Sleep -Milliseconds 50; @(1) * $Bars.Count }
            [pscustomobject] @{ Same = $seen.Thread -eq $here; Trades = $result.Trades }
        }
        $threads.Same | Should -Be $true, $true, $true, $true
        $threads.Trades | Should -Be 1, 1, 1, 1
    }

    It 'share what is registered, and run its script blocks each in its own runspace' {
        Register-Strategy -Key shared_script -Force -ScriptBlock { param($Bars) @([int] $global:holds) * $Bars.Count } | Out-Null
        $trades = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $global:holds = 1
            (Invoke-Backtest "$using:folder/data/aaa_1d.csv" shared_script -NoSave).Trades
        }
        $trades | Should -Be 1, 1
    }
}
