#!/usr/bin/env pwsh
#requires -Version 7.6
<#
.SYNOPSIS
Builds, tests, shows, packs or measures PeakTrade: each task is the plain dotnet command that it prints.
.EXAMPLE
./build.ps1
Builds the module; afterwards: Import-Module ./PeakTrade.psd1
.EXAMPLE
./build.ps1 Test
#>
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Bench')]
    [string] $Task = 'Build',

    # Handed on to the benchmarks: which of them to run, e.g. *Csv*.
    [string] $Filter = '*',

    # Where Package puts the module, under its name and version. A folder of PSModulePath makes it importable by name.
    [string] $PackageFolder = (Join-Path $PSScriptRoot 'artifacts/package')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$PackageFolder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($PackageFolder)

function Invoke-Dotnet([string] $Command) {
    Write-Host "dotnet $Command" -ForegroundColor DarkGray
    & dotnet @($Command -split ' ')
    if ($LASTEXITCODE -ne 0) { throw "dotnet $Command ended with exit code $LASTEXITCODE." }
}

Push-Location $root
try {
    switch ($Task) {
        'Build' {
            Invoke-Dotnet 'build src/PeakTrade.PowerShell -c Release'
            Invoke-Dotnet 'build src/PeakTrade.Cli -c Release'
            Write-Host 'Import-Module ./PeakTrade.psd1' -ForegroundColor Green
        }
        'Test' { Invoke-Dotnet 'test -c Release' }
        'Demo' { Invoke-Dotnet 'run -c Release --project src/PeakTrade.Cli -- demo' }
        'Package' {
            Invoke-Dotnet 'build src/PeakTrade.PowerShell -c Release'
            $version = (Import-PowerShellDataFile (Join-Path $root 'PeakTrade.psd1')).ModuleVersion
            $package = Join-Path $PackageFolder 'PeakTrade' $version
            if (Test-Path $package) { Remove-Item $package -Recurse -Force }
            New-Item $package -ItemType Directory -Force | Out-Null
            Copy-Item (Join-Path $root 'artifacts/module/*') $package -Recurse
            Write-Host "The module lies in $package." -ForegroundColor Green
        }
        'Bench' { Invoke-Dotnet "run -c Release --project tests/PeakTrade.Benchmarks -- --filter $Filter" }
    }
}
finally {
    Pop-Location
}
