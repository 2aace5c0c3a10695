@{
    # In the source tree the built module lies under artifacts/module; the build writes its own copy of this manifest there, in which this
    # line names the assembly itself.
    RootModule           = 'artifacts/module/PeakTrade.psd1'
    ModuleVersion        = '0.1.0'
    GUID                 = '6c0f2f3e-6c0b-4d3c-9a53-0d9a3f6a3a51'
    Author               = 'The PeakTrade team'
    CompanyName          = 'PeakTrade'
    Copyright            = '(c) The PeakTrade team.'
    Description          = 'Backtests, studies, batches and run evidence for quantitative research, as objects on the pipeline.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Compare-RunResult'
        'Export-RiskReport'
        'Export-RunReport'
        'Export-TcaReport'
        'Get-FactorPanel'
        'Get-ParameterStudy'
        'Get-RunResult'
        'Get-Strategy'
        'Get-StudyTrial'
        'Get-TrackedRun'
        'Import-LakeData'
        'Invoke-Backtest'
        'Invoke-BatchBacktest'
        'Invoke-LakeQuery'
        'Invoke-WalkForward'
        'Measure-Backtest'
        'New-SampleData'
        'Protect-RunResult'
        'Register-Strategy'
        'Register-Tracker'
        'Remove-RunResult'
        'Send-TrackedRun'
        'Start-ParameterStudy'
        'Test-MarketData'
        'Test-RunResult'
        'Test-Strategy'
        'Unprotect-RunResult'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('Backtest', 'Trading', 'Quant', 'Research', 'TimeSeries')
        }
    }
}
