namespace PeakTrade.Configuration;

internal sealed partial class TomlParser
{
    private static bool LooksLikeDateOrTime(string word) =>
        (word.Length >= 5 && word[4] == '-' && AreDigits(word, 0, 4)) || (word.Length >= 3 && word[2] == ':' && AreDigits(word, 0, 2));

    private static bool IsDate(string word) =>
        word.Length == 10 && word[4] == '-' && word[7] == '-' && AreDigits(word, 0, 4) && AreDigits(word, 5, 2) && AreDigits(word, 8, 2);

    private static bool AreDigits(string word, int start, int count) => start + count <= word.Length && !word.AsSpan(start, count).ContainsAnyExceptInRange('0', '9');

    private object ParseDateOrTime(string word, TomlMark mark)
    {
        if (word[2] == ':')
        {
            var time = ParseTime(word, 0, mark, out var end);
            return end == word.Length ? time : throw NotADate(word, mark);
        }

        if (word.Length < 10 || !IsDate(word[..10])) throw NotADate(word, mark);
        var (year, month, day) = (int.Parse(word.AsSpan(0, 4)), int.Parse(word.AsSpan(5, 2)), int.Parse(word.AsSpan(8, 2)));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            throw _scanner.Error(mark, $"there is no date {word[..10]}.");

        var date = new DateOnly(year, month, day);
        if (word.Length == 10) return date;
        if (word[10] is not ('T' or 't' or ' ')) throw NotADate(word, mark);
        var local = date.ToDateTime(ParseTime(word, 11, mark, out var at));
        if (at == word.Length) return local;
        return new TomlOffsetDateTime(local, ParseOffset(word, at, mark));
    }

    private TimeOnly ParseTime(string word, int at, TomlMark mark, out int end)
    {
        if (word.Length < at + 8 || !AreDigits(word, at, 2) || word[at + 2] != ':' || !AreDigits(word, at + 3, 2) || word[at + 5] != ':' || !AreDigits(word, at + 6, 2))
            throw NotADate(word, mark);
        var (hour, minute, second) = (int.Parse(word.AsSpan(at, 2)), int.Parse(word.AsSpan(at + 3, 2)), int.Parse(word.AsSpan(at + 6, 2)));
        if (hour > 23 || minute > 59 || second > 59) throw _scanner.Error(mark, $"there is no time {word.AsSpan(at, 8)}.", second == 60 ? "Leap seconds are not known here." : "");

        end = at + 8;
        var time = new TimeOnly(hour, minute, second);
        if (end == word.Length || word[end] != '.') return time;

        var start = ++end;
        while (AreDigits(word, end, 1)) end++;
        if (end == start) throw NotADate(word, mark);
        // Digits beyond the clock's resolution of 100 ns are cut, not rounded, as TOML asks.
        var digits = word[start..end].PadRight(7, '0')[..7];
        return time.Add(TimeSpan.FromTicks(int.Parse(digits)));
    }

    private TimeSpan ParseOffset(string word, int at, TomlMark mark)
    {
        if (word[at] is 'Z' or 'z' && word.Length == at + 1) return TimeSpan.Zero;
        if (word[at] is not ('+' or '-') || word.Length != at + 6 || !AreDigits(word, at + 1, 2) || word[at + 3] != ':' || !AreDigits(word, at + 4, 2))
            throw NotADate(word, mark);
        var (hours, minutes) = (int.Parse(word.AsSpan(at + 1, 2)), int.Parse(word.AsSpan(at + 4, 2)));
        if (hours > 23 || minutes > 59) throw _scanner.Error(mark, $"there is no offset {word.AsSpan(at)}.");
        var offset = new TimeSpan(hours, minutes, 0);
        return word[at] == '-' ? -offset : offset;
    }

    private PeakTradeException NotADate(string word, TomlMark mark) =>
        _scanner.Error(mark, $"{Words.Short(word)} is no date or time.", "Write 2021-03-09, 14:15:00, 2021-03-09T14:15:00 or 2021-03-09T14:15:00Z.");
}
