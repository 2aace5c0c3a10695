using System.Runtime.InteropServices;

namespace PeakTrade.Configuration;

/// <summary>A piece of a TOML document: a value, an array or a table, and where it stands.</summary>
public abstract class TomlNode
{
    private protected TomlNode(TomlMark mark) => Mark = mark;

    /// <summary>The line it starts on, from 1; 0 for a node that did not come from a text.</summary>
    public int Line => Mark.Line;

    /// <summary>The column it starts at, from 1, in characters; 0 for a node that did not come from a text.</summary>
    public int Column => Mark.Column;

    /// <summary>What it is, in TOML's words: string, integer, float, boolean, offset date-time, array, table and so on.</summary>
    public abstract string TypeName { get; }

    internal TomlMark Mark { get; private protected set; }

    // Where the node's own text ends; equal to its start for tables under a header, which are not one stretch of text.
    internal int EndOffset { get; set; }

    // The dotted key of the override that the node came from; null for a node out of the file.
    internal string? OverrideKey { get; set; }
}

/// <summary>A position in a text: offset in UTF-16 units from 0, line and column from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TomlMark(int Offset, int Line, int Column);
