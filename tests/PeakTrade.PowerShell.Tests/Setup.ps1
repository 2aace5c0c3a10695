# What every Pester file begins with: the module as it was just built, and plain text.
$folder = $PSScriptRoot
while (-not (Test-Path (Join-Path $folder 'PeakTrade.slnx'))) { $folder = Split-Path $folder }
Import-Module (Join-Path $folder 'PeakTrade.psd1') -Force
# Where the trades of a run are on this machine.
$trades = (Test-Path (Join-Path $folder 'artifacts/module/dependencies/native/*/*duckdb.*')) ? 'trades.parquet' : 'trades.csv'
$PSStyle.OutputRendering = 'PlainText'
