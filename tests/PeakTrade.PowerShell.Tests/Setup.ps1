# What every Pester file begins with: the module as it was just built, and plain text.
$folder = $PSScriptRoot
while (-not (Test-Path (Join-Path $folder 'PeakTrade.slnx'))) { $folder = Split-Path $folder }
Import-Module (Join-Path $folder 'PeakTrade.psd1') -Force
$PSStyle.OutputRendering = 'PlainText'
