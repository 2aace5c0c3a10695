using System.Collections;

namespace PeakTrade;

// PowerShell reads properties by name, shows names and values, and writes JSON objects from this one dictionary only.
public sealed partial class ParameterSet : IDictionary
{
    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => _values;

    ICollection IDictionary.Keys => Array.ConvertAll(_values, v => v.Key);

    ICollection IDictionary.Values => Array.ConvertAll(_values, v => v.Value);

    object? IDictionary.this[object key]
    {
        get => key is string name && TryGetValue(name, out var value) ? value : null;
        set => throw Immutable();
    }

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    IDictionaryEnumerator IDictionary.GetEnumerator() => new Entries(_values);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var (name, value) in _values) array.SetValue(new DictionaryEntry(name, value), index++);
    }

    void IDictionary.Add(object key, object? value) => throw Immutable();

    void IDictionary.Clear() => throw Immutable();

    void IDictionary.Remove(object key) => throw Immutable();

    private static NotSupportedException Immutable() => new("The parameters of a run do not change.");

    private sealed class Entries(KeyValuePair<string, object>[] values) : IDictionaryEnumerator
    {
        private int _at = -1;

        public DictionaryEntry Entry => new(values[_at].Key, values[_at].Value);

        public object Key => values[_at].Key;

        public object Value => values[_at].Value;

        public object Current => Entry;

        public bool MoveNext() => ++_at < values.Length;

        public void Reset() => _at = -1;
    }
}
