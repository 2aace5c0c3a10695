BeforeAll {
    . $PSScriptRoot/Setup.ps1
}

Describe 'The module' {
    It 'exports what its manifest names, and no alias' {
        $module = Get-Module PeakTrade
        $manifest = Import-PowerShellDataFile (Join-Path $module.ModuleBase 'PeakTrade.psd1')
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $module.ExportedAliases.Count | Should -Be 0
    }

    It 'keeps its dependencies in a load context of its own' {
        New-SampleData -Path TestDrive:/data -Count 100 | Invoke-Backtest -Strategy ma_crossover -NoSave | Out-Null
        $default = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach({ $_.GetName().Name })
        $default | Should -Contain 'PeakTrade.Abstractions'
        $default | Should -Not -Contain 'PeakTrade.Operations'
        $default | Should -Not -Contain 'PeakTrade.Configuration'
        [System.Runtime.Loader.AssemblyLoadContext]::All.Name | Should -Contain 'PeakTrade'
    }
}
