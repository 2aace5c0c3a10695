BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $root = $folder
}

Describe 'build.ps1' {
    It 'prints the dotnet command of every task, from any folder' -ForEach @(
        @{ Task = 'Build'; Says = 'dotnet build src/PeakTrade.PowerShell -c Release' }
        @{ Task = 'Test'; Says = 'dotnet test -c Release' }
        @{ Task = 'Demo'; Says = 'dotnet run -c Release --project src/PeakTrade.Cli -- demo' }
        @{ Task = 'Package'; Says = 'dotnet build src/PeakTrade.PowerShell -c Release' }
        @{ Task = 'Bench'; Says = 'dotnet run -c Release --project tests/PeakTrade.Benchmarks -- --filter \*' }
    ) {
        Push-Location TestDrive:/
        try {
            # The tasks themselves are too slow to run here, and Test would run itself: a dotnet of our own stands in.
            function global:dotnet { $global:LASTEXITCODE = 0; $global:stood = $PWD.ProviderPath }
            $said = & "$root/build.ps1" $Task -PackageFolder "$((Get-Item TestDrive:/).FullName)/package" 6>&1 | Out-String
            $said | Should -Match $Says
            $global:stood | Should -Be $root
            $PWD.Path | Should -Be 'TestDrive:/'
        }
        finally {
            Remove-Item function:dotnet
            Pop-Location
        }
    }

    It 'packs a folder that imports by name' {
        $packages = "$((Get-Item TestDrive:/).FullName.TrimEnd("/"))/packages"
        try {
            function global:dotnet { $global:LASTEXITCODE = 0 }
            & "$root/build.ps1" Package -PackageFolder $packages 6>$null
        }
        finally { Remove-Item function:dotnet }
        $said = pwsh -NoProfile -NonInteractive -Command "`$env:PSModulePath = '$packages'; Import-Module PeakTrade; (Get-Module PeakTrade).ModuleBase; (Get-Strategy).Count"
        $said[0] | Should -BeLike "$packages*"
        $said[1] | Should -Be 5
    }
}
