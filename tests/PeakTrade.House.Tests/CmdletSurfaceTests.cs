using System.Text;
using PeakTrade.House.Tests.Help;

namespace PeakTrade.House.Tests;

public class CmdletSurfaceTests
{
    [Fact]
    public void Every_cmdlet_has_the_approved_parameters_sets_bindings_and_outputs()
    {
        var text = new StringBuilder();
        foreach (var cmdlet in CmdletModel.All)
        {
            text.Append($"{cmdlet.Name}{(cmdlet.SupportsShouldProcess ? " [-WhatIf] [-Confirm]" : "")} -> {string.Join(", ", cmdlet.Outputs.Select(o => o.FullName))}\n");
            foreach (var parameter in cmdlet.Parameters)
            {
                var aliases = parameter.Aliases.Count > 0 ? $" alias {string.Join(", ", parameter.Aliases)}" : "";
                text.Append($"    -{parameter.Name} <{CSharp.Name(parameter.Type)}>{aliases}{(parameter.Completer is { } completer ? $" completed by {completer}" : "")}\n");
                foreach (var set in parameter.Sets) text.Append($"        {set}\n");
            }
        }

        Approval.Check(text.ToString(), "tests", "PeakTrade.House.Tests", "Approved", "Cmdlets.txt");
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        var manifest = File.ReadAllText(Checkout.PathTo("PeakTrade.psd1"));
        var start = manifest.IndexOf("CmdletsToExport", StringComparison.Ordinal);
        var list = manifest[manifest.IndexOf('(', start)..manifest.IndexOf(')', start)];
        var exported = list.Split('\'').Where((_, i) => i % 2 == 1);
        Assert.Equal(CmdletModel.All.Select(c => c.Name).Order(), exported.Order());
    }

    [Fact]
    public void The_help_file_says_what_the_code_says() =>
        Approval.Check(MamlHelp.Write(CmdletModel.All), "src", "PeakTrade.PowerShell", "Module", "PeakTrade.PowerShell.dll-Help.xml");

    [Fact]
    public void Every_cmdlet_and_parameter_is_explained_and_has_an_example()
    {
        Assert.All(CmdletModel.All, cmdlet =>
        {
            Assert.NotEqual("", cmdlet.Summary);
            Assert.NotEmpty(cmdlet.Outputs);
            Assert.NotEmpty(cmdlet.Examples);
            Assert.All(cmdlet.Parameters, p => Assert.NotEqual("", p.Summary));
        });
    }
}
