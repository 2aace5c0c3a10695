using System.Data.Common;

namespace PeakTrade.Studies.Relational;

/// <summary>
/// One connection to the database of studies, and what its dialect is. Statements of both dialects are the same text, with parameters <c>$1</c>, <c>$2</c>, ...;
/// they gather until <see cref="Send"/>, so that a server far away is asked once. Used by one thread at a time.
/// </summary>
internal abstract class Session : IDisposable
{
    private const int Attempts = 8;

    /// <summary>Asks for the study's id first of all, and locks its row where the transaction's begin has locked nothing: writers of one study come one after another.</summary>
    public abstract string LockStudy { get; }

    /// <summary>The present time as Optuna's heartbeats have it.</summary>
    public abstract string Now { get; }

    /// <summary>How many seconds ago the heartbeat <c>h.heartbeat</c> was.</summary>
    public abstract string HeartbeatAge { get; }

    /// <summary>The types that differ between the dialects.</summary>
    public abstract SchemaTypes Types { get; }

    /// <summary>The statement that begins a transaction which will write.</summary>
    protected abstract string BeginWriting { get; }

    /// <summary>The tables that are there.</summary>
    public abstract IReadOnlyList<string> Tables();

    /// <summary>Keeps others from making tables until the transaction ends.</summary>
    public abstract void LockSchema();

    /// <summary>A counter that is the same as before only where no other connection has written meanwhile; null where there is none.</summary>
    public abstract long? OthersVersion();

    /// <summary>Adds a statement that changes rows; its answer is how many.</summary>
    public abstract void Do(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Adds a query for one whole number; its answer is that, or -1 where there is no row.</summary>
    public abstract void Ask(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Adds questions for ids of new trials, an answer each. Ids rise as numbers do: the study is locked before they are asked for.</summary>
    public abstract void AskTrialIds(int count);

    /// <summary>Runs what was added, in order, and gives an answer for each statement.</summary>
    public abstract long[] Send();

    /// <summary>Runs queries with the same parameters, and hands out each row with the number of its query.</summary>
    public abstract void Read(ReadOnlySpan<string> queries, Action<int, DbDataReader> row, params ReadOnlySpan<object?> values);

    /// <summary>A time as the column holds it.</summary>
    public abstract object? Stored(DateTimeOffset? time);

    /// <summary>A time out of its column.</summary>
    public abstract DateTime TimeAt(DbDataReader row, int column);

    /// <summary>The fault that stands for the database's own.</summary>
    public abstract PeakTradeException Explained(DbException fault);

    /// <summary>
    /// All of it or nothing. What another writer's lock or a clash of transactions kept from happening is done again, so the body changes nothing but the database.
    /// </summary>
    public T Transact<T>(Func<T> body)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Do(BeginWriting);
                var result = body();
                Do("COMMIT");
                Send();
                return result;
            }
            catch (DbException fault)
            {
                RollBack();
                if (!PassesByItself(fault) || attempt == Attempts) throw Explained(fault);
                Thread.Sleep(10 << attempt);
            }
            catch
            {
                RollBack();
                throw;
            }
        }
    }

    /// <summary>Runs what needs no transaction.</summary>
    public T Plainly<T>(Func<T> body)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return body();
            }
            catch (DbException fault) when (PassesByItself(fault) && attempt < Attempts)
            {
                RollBack();
                Thread.Sleep(10 << attempt);
            }
            catch (DbException fault)
            {
                RollBack();
                throw Explained(fault);
            }
        }
    }

    public abstract void Dispose();

    /// <summary>Whether the same may succeed a moment later.</summary>
    protected abstract bool PassesByItself(DbException fault);

    /// <summary>Drops what was added and not sent, and ends the transaction if there is one.</summary>
    protected abstract void RollBack();
}

/// <summary>Types whose names differ between the dialects.</summary>
internal sealed record SchemaTypes(string Id, string Number, string Time, Func<string, int, string> Enum, IReadOnlyList<string> Before);
