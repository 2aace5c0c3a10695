# Runs the Pester files beside this one and writes what came of each test as XML.
param([Parameter(Mandatory)] [string] $Report, [string[]] $ExcludeTag = @())

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Filter.ExcludeTag = $ExcludeTag
$configuration.Output.Verbosity = 'None'
$run = Invoke-Pester -Configuration $configuration

$document = [xml] '<tests />'
foreach ($test in $run.Tests) {
    $element = $document.DocumentElement.AppendChild($document.CreateElement('test'))
    $element.SetAttribute('file', (Split-Path -Leaf $test.ScriptBlock.File))
    $element.SetAttribute('name', $test.Name)
    if ($test.Result -notin 'Passed', 'NotRun') {
        $element.InnerText = "$($test.Result): $($test.ErrorRecord | ForEach-Object { $_.DisplayErrorMessage ?? $_ } | Out-String)"
    }
}
foreach ($container in $run.Containers | Where-Object Result -eq 'Failed') { Write-Output "$($container.Item): $($container.ErrorRecord)" }
$document.Save($Report)
