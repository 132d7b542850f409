namespace EdgeIsolates;

/// <summary>
/// The storage of one Durable Object. Every operation but <see cref="FlushAsync"/> is carried out before it returns, on the caller's thread: no other event can come between a
/// question and its answer. For one thread at a time.
/// </summary>
/// <remarks>
/// Writes go into one open transaction, which <see cref="Commit"/> closes. What was committed survives the process; what was flushed after that survives the machine.
/// Any operation throws <see cref="DurableObjectStorageException"/> for what is the fault of the object's code. After any other exception, such as
/// <see cref="StoreUnavailableException"/>, <see cref="DurableObjectHeldException"/> or <see cref="DurableObjectSupersededException"/>, the storage must be disposed: what was not flushed may be lost.
/// </remarks>
public interface IDurableObjectStorage : IDisposable
{
    /// <summary>How much CPU time of its thread each step of a statement may use, from now on; time in which the machine does other things is no fault of the object.</summary>
    /// <value>The default is 10 s.</value>
    TimeSpan StatementTime { get; set; }

    /// <summary>Whether something was written since the last commit.</summary>
    bool HasWrites { get; }

    /// <summary>How many explicit transactions are open.</summary>
    int Depth { get; }

    /// <summary>When the object wants to be woken, to the millisecond.</summary>
    DateTimeOffset? Alarm { get; set; }

    /// <summary>The size of the object's data in bytes, indexes and free pages included.</summary>
    long SizeBytes { get; }

    /// <summary>Reads the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    byte[]? Get(string key);

    /// <summary>Sets the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; with the key at most 2 MiB.</param>
    void Put(string key, ReadOnlySpan<byte> value);

    /// <summary>Deletes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was there.</returns>
    bool Delete(string key);

    /// <summary>Lists keys and values: as many as make up about a megabyte, and at least one.</summary>
    /// <param name="listing">What to list.</param>
    /// <returns>The first page.</returns>
    DurableObjectPage List(DurableObjectListing listing);

    /// <summary>Deletes everything but the alarm: all keys, and all tables that the object's code made.</summary>
    void DeleteAll();

    /// <summary>Runs statements. Those that write run to their end; the rows of one that only reads are read when the cursor is.</summary>
    /// <param name="sql">One statement or more, separated by semicolons.</param>
    /// <param name="values">The values of the last statement's parameters: <see langword="null"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or an array of bytes.</param>
    /// <returns>The rows of the last statement.</returns>
    IDurableObjectCursor Execute(string sql, IReadOnlyList<object?> values);

    /// <summary>Opens an explicit transaction, within the one that is open.</summary>
    void Begin();

    /// <summary>Ends the innermost explicit transaction and keeps its writes, or undoes them.</summary>
    /// <param name="isKept">Whether they are kept.</param>
    void End(bool isKept);

    /// <summary>Commits what was written, unless an explicit transaction is open.</summary>
    void Commit();

    /// <summary>Sees to it that all that was committed before the call outlives the machine. Any thread.</summary>
    /// <returns>A task that ends when it does, and fails with <see cref="StoreUnavailableException"/> when that is not known.</returns>
    Task FlushAsync();
}
